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

/** An `http-errors` 400 that lists the issues of every part of the request, not only the first; at most 100. */
export interface ValidationError extends HttpError {
  readonly name: 'ValidationError';
  readonly issues: readonly InputIssue[];
}

// By identity: somebody else's error of that name may hold what no client should see.
const own = new WeakSet<Error>();

/** @param total how many there were, where not all are listed */
export function validationError(issues: readonly InputIssue[], total = issues.length): ValidationError {
  const left = total > issues.length ? `; ${issues.length} of ${total} issues are listed` : '';
  const message = `the request does not fit its schema${left}`;
  const error = createError(400, message, { name: 'ValidationError', issues }) as ValidationError;
  own.add(error);
  return error;
}

/** Tells a failed validation from other errors, in a `renderError` of your own. */
export function isValidationError(error: unknown): error is ValidationError {
  return own.has(error as Error);
}
