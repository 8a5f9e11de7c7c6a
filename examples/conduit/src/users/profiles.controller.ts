import { Delete, Get, type Input, notFound, Post, Service, Use } from '@monojs/core';
import { ProfileRepository } from '../shared/profile.repository.js';
import { type MaybeSignedIn, optionalUser, requireUser, type SignedIn } from '../shared/require-user.js';
import { profile } from './schemas.js';

@Service('users', { prefix: '/api/profiles' })
export class ProfilesController {
  constructor(private readonly profiles: ProfileRepository) {}

  @Get('/:username', profile)
  @Use(optionalUser())
  show({ params }: Input<typeof profile, '/:username'>, ctx: MaybeSignedIn) {
    return this.find(params.username, ctx.state.viewer?.id);
  }

  @Post('/:username/follow', profile)
  @Use(requireUser())
  async follow({ params }: Input<typeof profile, '/:username/follow'>, ctx: SignedIn) {
    await this.profiles.follow(ctx.state.viewer.id, params.username);
    return this.find(params.username, ctx.state.viewer.id);
  }

  @Delete('/:username/follow', profile)
  @Use(requireUser())
  async unfollow({ params }: Input<typeof profile, '/:username/follow'>, ctx: SignedIn) {
    await this.profiles.unfollow(ctx.state.viewer.id, params.username);
    return this.find(params.username, ctx.state.viewer.id);
  }

  private async find(username: string, viewerId?: number) {
    return { profile: (await this.profiles.find(username, viewerId)) ?? notFound('profile not found') };
  }
}
