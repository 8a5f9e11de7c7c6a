import { Get, Service } from '@monojs/core';

(globalThis as { postsImported?: boolean }).postsImported = true;

@Service('posts', { prefix: '/posts' })
export class PostsController {
  @Get('/')
  all() {
    return [];
  }
}
