import { Delete, forbidden, Get, type Input, notFound, Post, Service, Use } from '@monojs/core';
import { ArticleRepository } from '../shared/article.repository.js';
import { CommentRepository } from '../shared/comment.repository.js';
import { type MaybeSignedIn, optionalUser, requireUser, type SignedIn } from '../shared/require-user.js';
import { addComment, listComments, removeComment } from './schemas.js';

@Service('posts', { prefix: '/api/articles' })
export class CommentsController {
  constructor(
    private readonly comments: CommentRepository,
    private readonly articles: ArticleRepository,
  ) {}

  @Get('/:slug/comments', listComments)
  @Use(optionalUser())
  async list({ params }: Input<typeof listComments, '/:slug/comments'>, ctx: MaybeSignedIn) {
    const { id } = await this.article(params.slug);
    return { comments: await this.comments.list(id, ctx.state.viewer?.id) };
  }

  @Post('/:slug/comments', addComment)
  @Use(requireUser())
  async add({ params, body }: Input<typeof addComment, '/:slug/comments'>, ctx: SignedIn) {
    const { id } = await this.article(params.slug);
    return { comment: await this.comments.add(id, ctx.state.viewer.id, body.comment.body) };
  }

  @Delete('/:slug/comments/:id', removeComment)
  @Use(requireUser())
  async remove({ params }: Input<typeof removeComment>, ctx: SignedIn) {
    const article = await this.article(params.slug);
    const comment = (await this.comments.findHead(article.id, params.id)) ?? notFound('comment not found');
    if (comment.authorId !== ctx.state.viewer.id) forbidden('only its author may delete a comment');
    await this.comments.remove(comment.id);
  }

  private async article(slug: string) {
    return (await this.articles.findHead(slug)) ?? notFound('article not found');
  }
}
