import { inspect } from 'node:util';
import type { Context } from 'koa';

export type OnError = (error: unknown, ctx: Context, service: string | undefined) => void;

/** Tells of an error, and never becomes another one itself: what `onError` throws is printed, after what it was to be told. */
export function createReport(onError: OnError | undefined): OnError {
  if (!onError) return printError;
  return async (error, ctx, service) => {
    try {
      await onError(error, ctx, service);
    } catch (failure) {
      printError(error, ctx, service);
      console.error(`${nameOf(service)}onError failed\n${printStack(failure)}`);
    }
  };
}

const printError: OnError = (error, ctx, service) =>
  console.error(`${nameOf(service)}${ctx.method} ${ctx.path} failed\n${printStack(error)}`);

const nameOf = (service: string | undefined): string => (service ? `[${service}] ` : '');

/** The stack and those of its causes; not what else hangs on an error, which may be secret. */
function printStack(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined || depth > 4 ? stack : `${stack}\n[cause]: ${printStack(error.cause, depth + 1)}`;
}
