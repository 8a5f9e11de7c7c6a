import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestListener } from 'node:http';
import inject from 'light-my-request';

export interface TestRequest {
  /** Sent as JSON; a string, a Buffer or URLSearchParams is sent as it is. */
  readonly body?: unknown;
  readonly headers?: IncomingHttpHeaders;
}

/** What the application answered. */
export interface TestAnswer<Body> {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** Parsed when the answer is JSON, otherwise the text; undefined when there is none. */
  readonly body: Body;
  readonly text: string;
}

/** Hands a request to the application without a port, and reads the whole answer. */
export async function sendRequest<Body>(
  application: RequestListener,
  method: string,
  url: string,
  { body, headers = {} }: TestRequest,
): Promise<TestAnswer<Body>> {
  const payload = toPayload(body);
  const answer = await inject(application, {
    method: method.toUpperCase() as 'GET',
    url,
    headers: { ...(payload && { 'content-type': payload.type }), ...toLowerCase(headers) },
    payload: payload?.content,
  });
  const text = answer.payload;
  return { status: answer.statusCode, headers: answer.headers, body: readBody(answer.headers, text) as Body, text };
}

function toPayload(body: unknown): { content: string | Buffer; type: string } | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return { content: body, type: 'text/plain; charset=utf-8' };
  if (body instanceof Uint8Array) return { content: Buffer.from(body), type: 'application/octet-stream' };
  if (body instanceof URLSearchParams) return { content: body.toString(), type: 'application/x-www-form-urlencoded' };
  return { content: JSON.stringify(body), type: 'application/json' };
}

// So that a header of the test replaces the default one, however it is spelled.
function toLowerCase(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function readBody(headers: OutgoingHttpHeaders, text: string): unknown {
  if (text === '') return undefined;
  return /[/+]json\b/.test(String(headers['content-type'] ?? '')) ? JSON.parse(text) : text;
}
