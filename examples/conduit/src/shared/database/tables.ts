import type { Generated } from 'kysely';

/**
 * The tables as TypeScript sees them, the same on libsql and on PostgreSQL. Moments are ISO 8601 text in UTC: SQLite has no type for
 * them, the text sorts like the moment, and it is what the API answers.
 */
export interface Tables {
  users: {
    id: Generated<number>;
    email: string;
    username: string;
    password_hash: string;
    bio: Generated<string>;
    image: Generated<string>;
    created_at: string;
  };
  follows: { follower_id: number; followed_id: number };
  articles: {
    id: Generated<number>;
    slug: string;
    title: string;
    description: string;
    body: string;
    author_id: number;
    created_at: string;
    updated_at: string;
  };
  article_tags: { article_id: number; position: number; tag: string };
  favorites: { user_id: number; article_id: number };
  comments: {
    id: Generated<number>;
    article_id: number;
    author_id: number;
    body: string;
    created_at: string;
    updated_at: string;
  };
  secrets: { name: string; value: string };
}
