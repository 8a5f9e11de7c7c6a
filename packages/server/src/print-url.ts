/** Where a listener can be reached. What listens on every interface is reachable as localhost, which unlike 0.0.0.0 works in every browser. */
export function printUrl(port: number, host: string | undefined): string {
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? 'localhost' : bracket(host)}:${port}`;
}

/** An IPv6 address needs brackets before a port. */
export function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
