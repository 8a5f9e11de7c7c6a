import { type Context, singleton, unauthorized } from '@monojs/core';
import { Tokens } from './tokens.js';
import { type User, UserRepository } from './user.repository.js';

/** Who is asking, and the token they asked with. */
export interface Viewer extends User {
  readonly token: string;
}

@singleton()
export class Authentication {
  constructor(
    private readonly tokens: Tokens,
    private readonly users: UserRepository,
  ) {}

  /** Undefined without an Authorization header; one that does not hold is a 401, even where none is needed. */
  async viewerOf(ctx: Context): Promise<Viewer | undefined> {
    const header = ctx.get('Authorization');
    if (header === '') return undefined;
    const [, token] = /^Token +(\S+)$/i.exec(header) ?? refuse('the Authorization header must be "Token <jwt>"');
    const userId = (await this.tokens.read(token!)) ?? refuse('the token is not valid');
    const user = (await this.users.find(userId)) ?? refuse('the token is not valid');
    return { ...user, token: token! };
  }
}

/** 401, with the challenge that RFC 9110 asks for. */
export function refuse(message: string): never {
  return unauthorized(message, { headers: { 'WWW-Authenticate': 'Token' } });
}
