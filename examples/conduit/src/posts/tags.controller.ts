import { Get, Service } from '@monojs/core';
import { TagRepository } from '../shared/tag.repository.js';
import { listTags } from './schemas.js';

@Service('posts', { prefix: '/api/tags' })
export class TagsController {
  constructor(private readonly tags: TagRepository) {}

  @Get('/', listTags)
  async list() {
    return { tags: await this.tags.list() };
  }
}
