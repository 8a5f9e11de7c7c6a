import assert from 'node:assert/strict';

/** Where each service answers; all the same when one process runs them all. */
export interface Addresses {
  readonly auth: string;
  readonly users: string;
  readonly posts: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** any: the assertions say what it is */
  readonly body: any;
}

/** Somebody who uses the API, signed in or not. */
export class ApiClient {
  constructor(
    private readonly addresses: Addresses,
    private readonly token?: string,
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.addresses, token);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send('POST', path, body);
  }

  put(path: string, body?: unknown): Promise<Answer> {
    return this.send('PUT', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  private async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (this.token) headers.Authorization = `Token ${this.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(this.addresses[serviceOf(path)] + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  }
}

function serviceOf(path: string): keyof Addresses {
  if (path.startsWith('/api/user')) return 'auth';
  return path.startsWith('/api/profiles') ? 'users' : 'posts';
}

/** The body of an answer that must have this status. */
export async function expectStatus(status: number, answer: Promise<Answer>): Promise<any> {
  const { status: actual, body } = await answer;
  assert.equal(actual, status, `expected ${status}, got ${actual}: ${JSON.stringify(body)}`);
  return body;
}

/** An error in the shape of the specification; gives its fields. */
export async function expectErrors(status: number, answer: Promise<Answer>): Promise<Record<string, string[]>> {
  const { errors, ...rest } = await expectStatus(status, answer);
  assert.deepEqual(rest, {});
  assert.ok(Array.isArray(errors.body) && errors.body.length > 0, 'errors.body is a list of sentences');
  return errors;
}
