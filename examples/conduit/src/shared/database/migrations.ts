import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';

export type DialectName = 'libsql' | 'postgres';

/** Every step of the schema, oldest first by name. A step that was once released never changes: add another. */
export function migrationsFor(dialect: DialectName): Record<string, Migration> {
  const identity = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    dialect === 'postgres' ? column.primaryKey().generatedAlwaysAsIdentity() : column.primaryKey().autoIncrement();

  return {
    '001-users': { up: (database) => createUsers(database, identity) },
    '002-articles': { up: (database) => createArticles(database, identity) },
    '003-secrets': { up: (database) => createSecrets(database) },
  };
}

type Identity = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;

/** The column goes with the row it points to. */
const references = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(target).onDelete('cascade');
const required = (column: ColumnDefinitionBuilder) => column.notNull();

async function createUsers({ schema }: Kysely<unknown>, identity: Identity): Promise<void> {
  await schema
    .createTable('users')
    .addColumn('id', 'integer', identity)
    .addColumn('email', 'text', required)
    .addColumn('username', 'text', (column) => column.notNull().unique())
    .addColumn('password_hash', 'text', required)
    .addColumn('bio', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('image', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('created_at', 'text', required)
    .execute();
  await schema
    .createIndex('users_email')
    .on('users')
    .expression(sql`lower(email)`)
    .unique()
    .execute();
  await schema
    .createTable('follows')
    .addColumn('follower_id', 'integer', references('users.id'))
    .addColumn('followed_id', 'integer', references('users.id'))
    .addPrimaryKeyConstraint('follows_key', ['follower_id', 'followed_id'])
    .execute();
}

async function createArticles({ schema }: Kysely<unknown>, identity: Identity): Promise<void> {
  await schema
    .createTable('articles')
    .addColumn('id', 'integer', identity)
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', required)
    .addColumn('description', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('author_id', 'integer', references('users.id'))
    .addColumn('created_at', 'text', required)
    .addColumn('updated_at', 'text', required)
    .execute();
  await schema.createIndex('articles_author').on('articles').column('author_id').execute();
  await schema.createIndex('articles_created').on('articles').columns(['created_at', 'id']).execute();
  await schema
    .createTable('article_tags')
    .addColumn('article_id', 'integer', references('articles.id'))
    .addColumn('position', 'integer', required)
    .addColumn('tag', 'text', required)
    .addPrimaryKeyConstraint('article_tags_key', ['article_id', 'tag'])
    .execute();
  await schema.createIndex('article_tags_tag').on('article_tags').column('tag').execute();
  await schema
    .createTable('favorites')
    .addColumn('user_id', 'integer', references('users.id'))
    .addColumn('article_id', 'integer', references('articles.id'))
    .addPrimaryKeyConstraint('favorites_key', ['article_id', 'user_id'])
    .execute();
  await schema.createIndex('favorites_user').on('favorites').column('user_id').execute();
  await schema
    .createTable('comments')
    .addColumn('id', 'integer', identity)
    .addColumn('article_id', 'integer', references('articles.id'))
    .addColumn('author_id', 'integer', references('users.id'))
    .addColumn('body', 'text', required)
    .addColumn('created_at', 'text', required)
    .addColumn('updated_at', 'text', required)
    .execute();
  await schema.createIndex('comments_article').on('comments').column('article_id').execute();
}

async function createSecrets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('secrets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', required)
    .execute();
}
