import { inspect, types } from 'node:util';

/** What was thrown, in one line: errors by name and message, anything else as text. Never throws, whatever was thrown. */
export function printCause(cause: unknown): string {
  return printSafely(() => (isError(cause) ? `${cause.name}: ${cause.message}` : String(cause)));
}

/** The stack and those of its causes; not what else hangs on an error, which may be secret. Never throws, whatever was thrown. */
export function printStack(error: unknown, depth = 0): string {
  return printSafely(() => {
    if (!isError(error)) return typeof error === 'string' ? error : inspect(error);
    const { stack, cause } = error;
    const text = typeof stack === 'string' ? stack : printCause(error);
    return cause === undefined || depth > 4 ? text : `${text}\n[cause]: ${printStack(cause, depth + 1)}`;
  });
}

/** Of any realm: Node's own errors are of another one where tests run in a context of theirs. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

function printSafely(print: () => string): string {
  try {
    return print();
  } catch {
    return 'something that cannot be printed';
  }
}
