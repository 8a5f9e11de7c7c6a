import { Delete, forbidden, Get, type Input, notFound, Post, Put, Service, Use } from '@monojs/core';
import type { ArticleFilter } from '../shared/article-filter.js';
import { ArticleRepository, type Page } from '../shared/article.repository.js';
import { type MaybeSignedIn, optionalUser, requireUser, type SignedIn } from '../shared/require-user.js';
import { createArticle, feed, listArticles, oneArticle, updateArticle } from './schemas.js';

const missing = 'article not found';

@Service('posts', { prefix: '/api/articles' })
export class ArticlesController {
  constructor(private readonly articles: ArticleRepository) {}

  @Get('/', listArticles)
  @Use(optionalUser())
  list({ query: { limit, offset, ...filter } }: Input<typeof listArticles>, ctx: MaybeSignedIn) {
    return this.page(filter, { limit, offset }, ctx.state.viewer?.id);
  }

  @Get('/feed', feed)
  @Use(requireUser())
  feed({ query }: Input<typeof feed>, ctx: SignedIn) {
    const { id } = ctx.state.viewer;
    return this.page({ followedBy: id }, query, id);
  }

  @Get('/:slug', oneArticle)
  @Use(optionalUser())
  show({ params }: Input<typeof oneArticle, '/:slug'>, ctx: MaybeSignedIn) {
    return this.find(params.slug, ctx.state.viewer?.id);
  }

  @Post('/', createArticle)
  @Use(requireUser())
  async create({ body }: Input<typeof createArticle>, ctx: SignedIn) {
    const { id } = ctx.state.viewer;
    return this.find(await this.articles.add(id, body.article), id);
  }

  @Put('/:slug', updateArticle)
  @Use(requireUser())
  async update({ params, body }: Input<typeof updateArticle, '/:slug'>, ctx: SignedIn) {
    const { id } = ctx.state.viewer;
    const slug = await this.articles.update(await this.ownArticle(params.slug, id), body.article);
    return this.find(slug ?? notFound(missing), id);
  }

  @Delete('/:slug')
  @Use(requireUser())
  async remove({ params }: Input<'/:slug'>, ctx: SignedIn) {
    const article = await this.ownArticle(params.slug, ctx.state.viewer.id);
    await this.articles.remove(article.id);
  }

  private async find(slug: string, viewerId?: number) {
    return { article: (await this.articles.find(slug, viewerId)) ?? notFound(missing) };
  }

  private async page(filter: ArticleFilter, page: Page, viewerId?: number) {
    const { articles, count } = await this.articles.list(filter, page, viewerId);
    return { articles, articlesCount: count };
  }

  private async ownArticle(slug: string, viewerId: number) {
    const article = (await this.articles.findHead(slug)) ?? notFound(missing);
    return article.authorId === viewerId ? article : forbidden('only its author may change an article');
  }
}
