import { Get, type Input, Post, Put, Service, Use } from '@monojs/core';
import { refuse, type Viewer } from '../shared/authentication.js';
import { requireUser, type SignedIn } from '../shared/require-user.js';
import { Tokens } from '../shared/tokens.js';
import type { User } from '../shared/user.repository.js';
import { Accounts } from './accounts.js';
import { change, current, logIn, register } from './schemas.js';

@Service('auth', { prefix: '/api' })
export class AuthController {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: Tokens,
  ) {}

  @Post('/users', register)
  async register({ body }: Input<typeof register>) {
    return this.answerFor(await this.accounts.register(body.user));
  }

  @Post('/users/login', logIn)
  async logIn({ body }: Input<typeof logIn>) {
    return this.answerFor((await this.accounts.logIn(body.user)) ?? refuse('email or password is not right'));
  }

  @Get('/user', current)
  @Use(requireUser())
  current(_: Input<typeof current>, ctx: SignedIn) {
    return toAnswer(ctx.state.viewer);
  }

  @Put('/user', change)
  @Use(requireUser())
  async change({ body }: Input<typeof change>, ctx: SignedIn) {
    const { id, token } = ctx.state.viewer;
    return toAnswer({ ...(await this.accounts.change(id, body.user)), token });
  }

  private async answerFor(user: User) {
    return toAnswer({ ...user, token: await this.tokens.issue(user.id) });
  }
}

function toAnswer({ id: _id, ...user }: Viewer) {
  return { user };
}
