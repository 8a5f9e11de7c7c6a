import { inject, singleton } from '@monojs/core';
import { errors, jwtVerify, SignJWT } from 'jose';
import { SIGNING_KEY } from './signing-key.js';

const issuer = 'conduit';
const algorithm = 'HS256';

/** The JSON Web Tokens that say who is asking. */
@singleton()
export class Tokens {
  constructor(@inject(SIGNING_KEY) private readonly key: Uint8Array) {}

  issue(userId: number): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setSubject(String(userId))
      .setIssuedAt()
      .setExpirationTime('30 days')
      .sign(this.key);
  }

  /** The id of the user a token was issued to; undefined if it is expired, altered, or not ours. */
  async read(token: string): Promise<number | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [algorithm],
        issuer,
        requiredClaims: ['exp'],
      });
      const userId = Number(payload.sub);
      return Number.isSafeInteger(userId) ? userId : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
