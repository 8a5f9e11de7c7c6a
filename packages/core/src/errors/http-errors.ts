import createError, { type HttpError, isHttpError, type UnknownError } from 'http-errors';

export { isHttpError };
export type { HttpError };

/**
 * Makes an `http-errors` error without throwing it. Messages below 500 are shown to the client, from 500 on they are hidden (`error.expose`).
 *
 * @example throw httpError(402, 'the trial is over', { headers: { 'Retry-After': '3600' } });
 */
export function httpError(status: number, ...details: UnknownError[]): HttpError {
  return createError(status, ...details);
}

/** What follows throw at once, so that they fit behind `??` and `||`: `return (await find(id)) ?? notFound('no such user')`. */
type Thrower = (message?: string, properties?: Record<string, unknown>) => never;

const thrower =
  (status: number): Thrower =>
  (message, properties) => {
    const details: UnknownError[] = [];
    if (message !== undefined) details.push(message);
    if (properties !== undefined) details.push(properties);
    throw createError(status, ...details);
  };

/** Throws 400 Bad Request. */
export const badRequest: Thrower = thrower(400);
/** Throws 401 Unauthorized. Say how to authenticate with `{ headers: { 'WWW-Authenticate': … } }` (RFC 9110 §11.6.1). */
export const unauthorized: Thrower = thrower(401);
/** Throws 403 Forbidden. */
export const forbidden: Thrower = thrower(403);
/** Throws 404 Not Found. */
export const notFound: Thrower = thrower(404);
/** Throws 409 Conflict. */
export const conflict: Thrower = thrower(409);
/** Throws 422 Unprocessable Content. */
export const unprocessable: Thrower = thrower(422);
