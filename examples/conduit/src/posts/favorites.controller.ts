import { Delete, type Input, notFound, Post, Service } from '@monojs/core';
import { ArticleRepository } from '../shared/article.repository.js';
import { FavoriteRepository } from '../shared/favorite.repository.js';
import { requireUser, type SignedIn } from '../shared/require-user.js';
import { oneArticle } from './schemas.js';

@Service('posts', { prefix: '/api/articles', use: [requireUser()] })
export class FavoritesController {
  constructor(
    private readonly favorites: FavoriteRepository,
    private readonly articles: ArticleRepository,
  ) {}

  @Post('/:slug/favorite', oneArticle)
  async add({ params }: Input<typeof oneArticle, '/:slug/favorite'>, ctx: SignedIn) {
    await this.favorites.add(ctx.state.viewer.id, params.slug);
    return this.find(params.slug, ctx.state.viewer.id);
  }

  @Delete('/:slug/favorite', oneArticle)
  async remove({ params }: Input<typeof oneArticle, '/:slug/favorite'>, ctx: SignedIn) {
    await this.favorites.remove(ctx.state.viewer.id, params.slug);
    return this.find(params.slug, ctx.state.viewer.id);
  }

  private async find(slug: string, viewerId: number) {
    return { article: (await this.articles.find(slug, viewerId)) ?? notFound('article not found') };
  }
}
