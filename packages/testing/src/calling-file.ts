import { fileURLToPath } from 'node:url';

/** The file of the code that called `called`: for testApp, the test's. Undefined when the caller has no file. */
export function callingFile(called: (...parameters: never[]) => unknown): string | undefined {
  const { prepareStackTrace } = Error;
  try {
    // The raw frames: source maps would name the TypeScript file of a compiled test.
    Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName());
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, called);
    return toPath((holder.stack as (string | null | undefined)[]).find((file) => file && !file.startsWith('node:')));
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function toPath(file: string | null | undefined): string | undefined {
  if (!file) return undefined;
  return file.startsWith('file:') ? fileURLToPath(file) : file.replace(/\?.*$/, '');
}
