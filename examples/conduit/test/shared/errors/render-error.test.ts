import { type Context, httpError, notFound } from '@monojs/core';
import { invalid } from '../../../src/shared/errors/invalid.js';
import { renderError } from '../../../src/shared/errors/render-error.js';

function rendered(error: unknown) {
  const headers = {};
  const ctx = { set: (fields: object) => Object.assign(headers, fields) } as unknown as Context;
  renderError(error, ctx);
  return { status: ctx.status, headers, body: ctx.body };
}

function thrownBy(run: () => never): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

test('a request that does not fit its schema is a 422 that names every field, in sentences and alone', () => {
  const issues = [
    { in: 'body', path: ['user', 'email'], message: 'is not an email address' },
    { in: 'body', path: ['article', 'tagList', 0], message: "can't be blank" },
    { in: 'query', path: [], message: 'is odd' },
  ];
  const error = Object.assign(new Error(), { name: 'ValidationError', status: 400, issues });
  expect(rendered(error)).toMatchObject({
    status: 422,
    body: {
      errors: {
        email: ['is not an email address'],
        tagList: ["can't be blank"],
        query: ['is odd'],
        body: ['email is not an email address', "tagList can't be blank", 'query is odd'],
      },
    },
  });
});

test('what only the database knows looks the same', () => {
  const error = thrownBy(() => invalid({ email: ['has already been taken'] }));
  expect(rendered(error)).toMatchObject({
    status: 422,
    body: { errors: { email: ['has already been taken'], body: ['email has already been taken'] } },
  });
});

test('an http error keeps its status, its headers and its message', () => {
  const error = httpError(401, 'who?', { headers: { 'WWW-Authenticate': 'Token' } });
  expect(rendered(error)).toEqual({
    status: 401,
    headers: { 'WWW-Authenticate': 'Token' },
    body: { errors: { body: ['who?'] } },
  });
  expect(rendered(thrownBy(() => notFound('article not found')))).toMatchObject({
    status: 404,
    body: { errors: { body: ['article not found'] } },
  });
});

test('a bug tells the client nothing', () => {
  const answer = { status: 500, body: { errors: { body: ['Internal Server Error'] } } };
  expect(rendered(new TypeError('secret detail'))).toMatchObject(answer);
  expect(rendered(httpError(500, 'secret detail'))).toMatchObject(answer);
  expect(rendered('not even an error')).toMatchObject(answer);
});
