import { STATUS_CODES } from 'node:http';
import { isHttpError } from 'http-errors';
import type { Context } from 'koa';
import { isError } from '../errors/print-cause.js';
import { isValidationError, type ValidationError } from '../errors/validation-error.js';

/** What an answer tells of whatever was thrown. */
export interface Fault {
  /** 500 for everything that does not say otherwise. */
  readonly status: number;
  /** Only where the error says that it may be shown. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly invalid?: ValidationError;
}

/** Anything can be thrown, even what throws again when it is looked at: this is the one place that looks. */
export function readFault(error: unknown): Fault {
  try {
    const detail = isError(error) && (error as { expose?: unknown }).expose === true ? error.message : undefined;
    return {
      status: readStatus(error),
      ...(typeof detail === 'string' && { detail }),
      ...(isHttpError(error) && error.headers && { headers: { ...error.headers } }),
      ...(isValidationError(error) && { invalid: error }),
    };
  } catch {
    return { status: 500 };
  }
}

function readStatus(error: unknown): number {
  const { status, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const claimed = status ?? statusCode;
  return typeof claimed === 'number' && claimed >= 400 && claimed <= 599 && STATUS_CODES[claimed] ? claimed : 500;
}

/** A client that went away in the middle, or that sent what is no HTTP, is no fault of the application. */
export function isDisconnect(error: unknown, { req, res }: Context): boolean {
  if (!req.destroyed && !res.destroyed && !req.socket?.destroyed) return false;
  try {
    const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
    return typeof code === 'string' && disconnects.test(code);
  } catch {
    return false;
  }
}

const disconnects = /^(HPE_|ECONNRESET$|EPIPE$|ERR_STREAM_PREMATURE_CLOSE$|ERR_HTTP_REQUEST_TIMEOUT$)/;

/** What Koa can work with, in a host application too: it writes to the error it is given. */
export function toThrowable(error: unknown): Error {
  try {
    if (isError(error) && Object.isExtensible(error) && readStatus(error)) return error;
  } catch {
    // it throws when it is looked at
  }
  return new Error('something was thrown that is no ordinary error', { cause: error });
}
