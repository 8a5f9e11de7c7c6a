import { z } from 'zod';
import { anyText, fields, line, ProfileAnswer, text, wrapped } from '../shared/schemas.js';

const title = line(200);
const description = line(1_000);
const body = text(500_000);

/** Tags in the order in which they were given, each once. */
const tagList = z
  .array(line(50), 'must be a list')
  .max(50, 'has too many tags (maximum is 50)')
  .transform((tags) => [...new Set(tags)]);

const page = {
  offset: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be at least 0').default(0),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .default(20)
    .transform((limit) => Math.min(limit, 100)), // nobody reads more at once, and nobody may ask for everything
};

const ArticleSummary = z.object({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  tagList: z.array(z.string()).readonly(),
  createdAt: z.string(),
  updatedAt: z.string(),
  favorited: z.boolean(),
  favoritesCount: z.number(),
  author: ProfileAnswer,
});
const ArticleAnswer = wrapped('article', ArticleSummary.extend({ body: z.string() }));
const ArticlesAnswer = z.object({ articles: z.array(ArticleSummary), articlesCount: z.number() });

const CommentAnswer = z.object({
  id: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  body: z.string(),
  author: ProfileAnswer,
});

export const listArticles = {
  query: z.object({
    ...page,
    tag: anyText.optional(),
    author: anyText.optional(),
    favorited: anyText.optional(),
  }),
  response: ArticlesAnswer,
};
export const feed = { query: z.object(page), response: ArticlesAnswer };
export const oneArticle = { response: ArticleAnswer };
export const createArticle = {
  body: wrapped('article', fields({ title, description, body, tagList: tagList.default([]) })),
  response: ArticleAnswer,
  status: 201,
};
export const updateArticle = {
  body: wrapped(
    'article',
    fields({ title: title.optional(), description: description.optional(), body: body.optional() }),
  ),
  response: ArticleAnswer,
};

export const listComments = {
  response: z.object({ comments: z.array(CommentAnswer) }),
};
export const addComment = {
  body: wrapped('comment', fields({ body: text(50_000) })),
  response: wrapped('comment', CommentAnswer),
};
export const removeComment = {
  params: z.object({
    slug: z.string(),
    id: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .max(2 ** 31 - 1, 'is no id'),
  }),
};

export const listTags = { response: z.object({ tags: z.array(z.string()) }) };
