import { linkPackages, writeApp } from './write-app.js';

const core = "import { defineService, Get, Service, inject, singleton } from '@monojs/core';\n";

export const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  },
});

/** Three services that share a repository and a barrel: `users` and `posts` with routes, `mails` without. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig,
  'mono.config.ts': `import type { AppConfig } from '@monojs/core';
export default {
  services: { posts: { port: 3055 } },
  topology: { content: ['posts', 'mails'] },
  setup: './src/app.ts',
} satisfies AppConfig;
`,
  'src/app.ts': "import { defineSetup } from '@monojs/core';\nexport default defineSetup({});\n",
  'src/users/users.controller.ts': `${core}import { ItemRepository, type Item } from '../shared/index.js';
import type { Post } from '../posts/post.js';

@Service('users', { prefix: '/users' })
export class UsersController {
  constructor(private readonly items: ItemRepository) {}

  @Get('/')
  all(): Item[] {
    return this.items.all('users');
  }

  @Get('/:id')
  byId(): Post | null {
    return null;
  }
}
`,
  'src/posts/posts.controller.ts': `${core}import { ItemRepository } from '../shared/index.js';
import { createPost } from './post.js';

@Service('posts', { prefix: '/posts' })
export class PostsController {
  constructor(private readonly items: ItemRepository) {}

  @Get('/')
  all() {
    return [...this.items.all('posts'), createPost()];
  }
}
`,
  'src/posts/post.ts':
    "export interface Post { id: string }\nexport function createPost(): Post {\n  return { id: '1' };\n}\n",
  'src/mails/mails.service.ts': `${core}
export default defineService('mails', {
  onStart() { console.log('mails: started'); },
  onStop() { console.log('mails: stopped'); },
});
`,
  'src/shared/index.ts':
    "export * from './item.repository.js';\nexport { slug } from './text.js';\nexport type { Unused } from './unused.js';\n",
  'src/shared/item.repository.ts': `${core}import { DATABASE, type Database } from './database.js';
export interface Item { of: string }
@singleton()
export class ItemRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}
  all(of: string): Item[] {
    return this.database.read(of);
  }
}
`,
  'src/shared/database.ts': `import { token } from '@monojs/core';
export interface Database { read(of: string): { of: string }[] }
export const DATABASE = token<Database>('database', { create: () => ({ read: (of) => [{ of }] }) });
`,
  'src/shared/text.ts': 'export const slug = (text: string) => text.toLowerCase();\n',
  'src/shared/unused.ts': "throw new Error('nobody imports this');\nexport interface Unused {}\n",
};

/** The files that `mono start users` must load. */
export const filesOfUsers = [
  'src/app.ts',
  'src/shared/database.ts',
  'src/shared/index.ts',
  'src/shared/item.repository.ts',
  'src/shared/text.ts',
  'src/users/users.controller.ts',
];

export function writeExampleApp(files: Readonly<Record<string, string>> = {}): string {
  return linkPackages(writeApp({ ...exampleFiles, ...files }));
}
