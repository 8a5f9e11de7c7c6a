import type { IncomingMessage } from 'node:http';
import createError from 'http-errors';
import type { Context } from 'koa';

/**
 * The one place where a request line is read, before Koa and the application see anything of it: what is not sound is refused, what is in absolute form
 * becomes what any other client would have sent. From then on everybody reads the same path and the same host.
 *
 * @returns why the request is refused; undefined when it is sound
 */
export function readTarget(request: IncomingMessage): string | undefined {
  const absolute = absoluteForm.exec(request.url ?? '');
  if (absolute) {
    // RFC 9112 §3.2.2: the host of the target stands in the place of the Host header.
    request.headers.host = absolute[1]!;
    const rest = absolute[2] ?? '';
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
  }
  return explainTarget(request.url ?? '', request.method) ?? explainHost(request);
}

/** The path of a target that was found sound: everything before the query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

/** @koa/router hands a parameter that cannot be decoded to the handler as it came; a NUL byte is never meant. */
export function assertDecodable({ path }: Context): void {
  if (!path.includes('%')) return;
  try {
    if (!decodeURIComponent(path).includes('\0')) return;
  } catch {
    // not valid percent-encoding: refused below, like the NUL
  }
  throw createError(400, 'the path is not valid');
}

const host = String.raw`[\w.~-]+(?::\d{0,5})?|\[[\da-f:.]+\](?::\d{0,5})?`;
const absoluteForm = new RegExp(`^https?://(${host})([/?].*)?$`, 'i');
const hostHeader = new RegExp(`^(?:${host})?$`, 'i');
// Visible ASCII. A fragment is never sent; a backslash is a slash to some parsers and a letter to others.
const originForm = /^\/[!"$->@-[\]-~]*(?:\?[!"$-~]*)?$/;

function explainTarget(target: string, method: string | undefined): string | undefined {
  if (originForm.test(target) || (target === '*' && method === 'OPTIONS')) return undefined;
  return 'the request target is not valid';
}

/** Node keeps the first of several Host headers, and somebody in front may have looked at another. */
function explainHost({ rawHeaders, headers, httpVersionMajor, httpVersionMinor }: IncomingMessage): string | undefined {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]!.length === 4 && rawHeaders[index]!.toLowerCase() === 'host') count++;
  }
  if (count > 1) return 'there is more than one Host header';
  if (count === 0 && httpVersionMajor === 1 && httpVersionMinor > 0) return 'there is no Host header';
  return hostHeader.test(headers.host ?? '') ? undefined : 'the Host header is not valid';
}
