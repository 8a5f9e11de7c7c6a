import createError, { type HttpError } from 'http-errors';

/** The part of a request that a schema refused. */
export type InputPart = 'params' | 'query' | 'body' | 'headers' | 'cookies';

/** One reason why a request was refused. */
export interface InputIssue {
  readonly in: InputPart;
  /** From the part's root to the value: `['address', 'street']`; empty for the part itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** An `http-errors` 400 that lists every issue of every part of the request, not only the first. */
export interface ValidationError extends HttpError {
  readonly name: 'ValidationError';
  readonly issues: readonly InputIssue[];
}

export function validationError(issues: readonly InputIssue[]): ValidationError {
  return createError(400, 'the request does not fit its schema', {
    name: 'ValidationError',
    issues,
  }) as ValidationError;
}

/** Tells a failed validation from other errors, in a `renderError` of your own. */
export function isValidationError(error: unknown): error is ValidationError {
  return (
    error instanceof Error && error.name === 'ValidationError' && Array.isArray((error as { issues?: unknown }).issues)
  );
}
