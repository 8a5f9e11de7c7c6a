import {
  badRequest,
  conflict,
  forbidden,
  httpError,
  isHttpError,
  isValidationError,
  notFound,
  unauthorized,
  unprocessable,
} from '@monojs/core';
import { validationError } from '../../src/errors/validation-error.js';

function thrownBy(work: () => never): any {
  try {
    work();
  } catch (error) {
    return error;
  }
}

it.each([
  [400, badRequest, 'Bad Request'],
  [401, unauthorized, 'Unauthorized'],
  [403, forbidden, 'Forbidden'],
  [404, notFound, 'Not Found'],
  [409, conflict, 'Conflict'],
  [422, unprocessable, 'Unprocessable Entity'],
])('%i is thrown with its own words or ours', (status, fail, words) => {
  expect(thrownBy(() => fail())).toMatchObject({ status, expose: true, message: words });
  expect(thrownBy(() => fail('no'))).toMatchObject({ status, message: 'no' });
  expect(thrownBy(() => fail('no', { headers: { 'X-A': '1' } }))).toMatchObject({ status, headers: { 'X-A': '1' } });
  expect(thrownBy(() => fail(undefined, { reason: 'x' }))).toMatchObject({ status, message: words, reason: 'x' });
});

it('httpError makes an error without throwing it, and hides messages from 500 on', () => {
  expect(httpError(402, 'pay')).toMatchObject({ status: 402, message: 'pay', expose: true });
  expect(httpError(503, 'the database is away')).toMatchObject({ status: 503, expose: false });
  expect(isHttpError(httpError(402))).toBe(true);
});

it('a validation error is a 400 that lists its issues', () => {
  const issues = [{ in: 'body', path: ['email'], message: 'no email' }] as const;
  const error = validationError(issues);
  expect(error).toMatchObject({ status: 400, name: 'ValidationError', expose: true, issues });
  expect(isHttpError(error)).toBe(true);
  expect(isValidationError(error)).toBe(true);
  expect(isValidationError(httpError(400))).toBe(false);
  expect(isValidationError({ name: 'ValidationError', issues: [] })).toBe(false);
});
