import { SignJWT } from 'jose';
import { Tokens } from '../../src/shared/tokens.js';

const key = new TextEncoder().encode('a secret for this test, long enough');
const tokens = new Tokens(key);
const signed = (claims: Record<string, unknown>) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
const soon = Math.floor(Date.now() / 1000) + 60;

test('a token says whom it was issued to', async () => {
  expect(await tokens.read(await tokens.issue(42))).toBe(42);
});

test('another process with the same secret reads it', async () => {
  expect(await new Tokens(key).read(await tokens.issue(7))).toBe(7);
});

test('a token signed with another secret is refused', async () => {
  const foreign = new Tokens(new TextEncoder().encode('another secret'));
  expect(await tokens.read(await foreign.issue(42))).toBeUndefined();
});

test.each([
  ['expired', { iss: 'conduit', sub: '42', exp: soon - 120 }],
  ['without an end', { iss: 'conduit', sub: '42' }],
  ['from another issuer', { iss: 'somebody', sub: '42', exp: soon }],
  ['without a user', { iss: 'conduit', exp: soon }],
])('a token %s is refused', async (_, claims) => {
  expect(await tokens.read(await signed(claims))).toBeUndefined();
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('an unsigned token is refused', async () => {
  const unsigned = `${encode({ alg: 'none' })}.${encode({ iss: 'conduit', sub: '42', exp: soon })}.`;
  expect(await tokens.read(unsigned)).toBeUndefined();
  expect(await tokens.read('nonsense')).toBeUndefined();
});
