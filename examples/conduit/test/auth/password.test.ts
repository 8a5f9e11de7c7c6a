import { decoyHash, hashPassword, verifyPassword } from '../../src/auth/password.js';

test('a password fits its own hash and no other password does', async () => {
  const hash = await hashPassword('jakejake');
  expect(await verifyPassword('jakejake', hash)).toBe(true);
  expect(await verifyPassword('jakejakE', hash)).toBe(false);
});

test('each hash has its own salt and names its parameters', async () => {
  const [one, another] = [await hashPassword('same'), await hashPassword('same')];
  expect(one).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(another);
});

test('a hash made with other parameters still verifies', async () => {
  const cheap = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$';
  const { scryptSync } = await import('node:crypto');
  const key = scryptSync('old', Buffer.alloc(16), 32, { N: 1024, r: 8, p: 1 }).toString('base64url');
  expect(await verifyPassword('old', cheap + key)).toBe(true);
});

test('nothing fits the decoy', async () => {
  expect(await verifyPassword('', decoyHash)).toBe(false);
});

test('something that is not a hash is an error, not a wrong password', async () => {
  await expect(verifyPassword('x', 'plain text')).rejects.toThrow('the stored password hash is not one of ours');
});
