import { printUrl } from '../src/print-url.js';

describe('printUrl', () => {
  it.each([undefined, '0.0.0.0', '::', 'localhost'])('prints localhost for %p', (host) => {
    expect(printUrl(3000, host)).toBe('http://localhost:3000');
  });

  it('prints an address as it is, an IPv6 address in brackets', () => {
    expect(printUrl(80, '127.0.0.1')).toBe('http://127.0.0.1:80');
    expect(printUrl(80, '::1')).toBe('http://[::1]:80');
  });
});
