import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';

/** OWASP's recommendation for scrypt: 16 MiB for each hash. Stored with every hash, so it can be raised without locking anybody out. */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const keyLength = 32;

/** Fits no password; checking against it takes as long as against a real one, so that an answer's time does not tell which users exist. */
export const decoyHash = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  encode(Buffer.alloc(16)),
  encode(Buffer.alloc(keyLength)),
].join('$');

/** A hash of the form `scrypt$N$r$p$salt$key`, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, encode(salt), encode(key)].join('$');
}

/** Takes as long for a right password as for a wrong one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || !salt || !key) throw new Error('the stored password hash is not one of ours');
  const expected = Buffer.from(key, 'base64url');
  const actual = await deriveKey(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(actual, expected);
}

function deriveKey(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC, so that a password typed on another keyboard is still the same password.
    scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}
