import type { Context } from 'koa';
import { printStack } from '../errors/print-cause.js';
import { pathOf } from '../http/request-target.js';

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

// Not ctx.path: Koa parses it anew, and may throw. No query: it may be secret.
const printError: OnError = (error, ctx, service) =>
  console.error(`${nameOf(service)}${ctx.req.method} ${pathOf(ctx.req.url ?? '')} failed\n${printStack(error)}`);

const nameOf = (service: string | undefined): string => (service ? `[${service}] ` : '');
