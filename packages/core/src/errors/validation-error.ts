import createError, { type HttpError } from 'http-errors';
import { isError } from './print-cause.js';

/** The part of a request that a schema refused. */
export type InputPart = 'params' | 'query' | 'body' | 'headers' | 'cookies';

/** One reason why a request was refused. */
export interface InputIssue {
  readonly in: InputPart;
  /** From the part's root to the value: `['address', 'street']`; empty for the part itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** An `http-errors` 400 that lists the issues of every part of the request, not only the first; at most 100. */
export interface ValidationError extends HttpError {
  readonly name: 'ValidationError';
  readonly issues: readonly InputIssue[];
}

/** @param total how many there were, where not all are listed */
export function validationError(issues: readonly InputIssue[], total = issues.length): ValidationError {
  const left = total > issues.length ? `; ${issues.length} of ${total} issues are listed` : '';
  const message = `the request does not fit its schema${left}`;
  return createError(400, message, { name: 'ValidationError', issues }) as ValidationError;
}

/**
 * Tells a failed validation from other errors, in a `renderError` of your own. It looks at the whole shape: other libraries too call an error
 * `ValidationError`, and what they list may be no client's business.
 */
export function isValidationError(error: unknown): error is ValidationError {
  if (!isError(error) || error.name !== 'ValidationError') return false;
  const { status, issues } = error as { status?: unknown; issues?: unknown };
  return status === 400 && Array.isArray(issues) && issues.every(isInputIssue);
}

const parts: readonly unknown[] = ['params', 'query', 'body', 'headers', 'cookies'] satisfies InputPart[];

function isInputIssue(issue: unknown): boolean {
  if (typeof issue !== 'object' || issue === null) return false;
  const { in: part, path, message } = issue as Record<keyof InputIssue, unknown>;
  return parts.includes(part) && Array.isArray(path) && typeof message === 'string';
}
