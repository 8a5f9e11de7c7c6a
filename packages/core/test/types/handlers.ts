// Compiled, never run, by types.test.ts: everything here compiles, and every @ts-expect-error is a real error.
import {
  Body,
  Cookie,
  type Context,
  Ctx,
  Delete,
  Get,
  Header,
  type Input,
  notFound,
  Param,
  type PathParams,
  Post,
  Query,
  Service,
  Use,
} from '@monojs/core';
import { createReadStream } from 'node:fs';
import { z } from 'zod';

const NewArticle = z.object({ title: z.string(), words: z.coerce.number().int() });
const Article = NewArticle.extend({ id: z.number() });
const Page = z.object({ page: z.coerce.number().default(1) });
const create = { body: NewArticle, response: Article, status: 201 };
const everything = {
  params: z.object({ id: z.coerce.number() }),
  query: Page,
  headers: z.object({ 'x-tenant': z.string() }),
  cookies: z.object({ session: z.string() }),
};
class Library {
  #secret = 1;
  async find(id: string) {
    return id ? { id: this.#secret, title: 'a', words: 1 } : undefined;
  }
  add(article: z.output<typeof NewArticle>) {
    return { ...article, id: 1 };
  }
}

@Service('articles', { prefix: '/articles', use: [async (_, next) => next()] })
@Use(async (_, next) => next())
export class Articles {
  constructor(private readonly library: Library) {}

  @Get('/:id') async byId({ params }: Input<'/:id'>) {
    return (await this.library.find(params.id)) ?? notFound(`no article ${params.id}`);
  }
  @Post('/', create) @Use(async (_, next) => next()) create({ body }: Input<typeof create>) {
    return this.library.add(body);
  }
  @Post('/:shelf', create) onShelf({ params, body }: Input<typeof create, '/:shelf'>) {
    const shelf: string = params.shelf;
    return { ...body, id: shelf.length };
  }
  @Post('/later', create) async later({ body }: Input<typeof create>) {
    return body.words > 3 ? this.library.add(body) : null;
  }
  @Get('/export') export(_: Input, ctx: Context) {
    ctx.type = 'csv';
    return createReadStream('articles.csv');
  }
  @Get('/none') none() {
    return 'anything';
  }
  @Delete('/:id') async remove({ params }: Input<'/:id'>): Promise<void> {
    void params.id;
  }
  @Get('/all/:id', everything) everything({ params, query, headers, cookies, body }: Input<typeof everything>) {
    const checked: [number, number, string, string] = [params.id, query.page, headers['x-tenant'], cookies.session];
    const unchecked: unknown = body;
    return [checked, unchecked];
  }
  @Get('/some/:id') some({ query, headers, cookies }: Input<'/some/:id'>) {
    const values: [string | string[] | undefined, string | string[] | undefined, string | undefined] = [
      query.q,
      headers.accept,
      cookies.session,
    ];
    return values;
  }
  @Get('/list{/:page}') list({ params }: Input<'/list{/:page}'>) {
    const page: string | undefined = params.page;
    return page;
  }
  @Get('/files/*path') file({ params }: Input<'/files/*path'>) {
    return params.path.join('/');
  }
  @Get('/:from-:to') range({ params }: Input<'/:from-:to'>) {
    return [params.from, params.to];
  }
  // Less than the route gives is fine: a handler reads what it needs.
  @Post('/more/:id', create) less({ body }: Input<typeof create>) {
    return { ...body, id: 1 };
  }

  @Get('/search/:id') search(
    @Query(Page) page: z.output<typeof Page>,
    @Query('q') q: string | string[] | undefined,
    @Query('size', z.coerce.number()) size: number,
    @Param('id') id: string,
    @Header('x-tenant') tenant: string | undefined,
    @Cookie('session') session: string | undefined,
    @Ctx() ctx: Context,
  ) {
    return { page: page.page, q, size, id, tenant, session, path: ctx.path };
  }
  @Post('/marked', { response: Article }) marked(@Body(NewArticle) article: { title: string; words: number }) {
    return { ...article, id: 1 };
  }
  @Get('/narrow/:id') narrow(@Param('id', z.coerce.number()) id: number) {
    return id;
  }
}

export class Mistakes {
  // @ts-expect-error the path has no :id
  @Get('/x') noSuchParameter({ params }: Input<'/:id'>) {
    return params.id;
  }
  // @ts-expect-error the route declares no body schema
  @Post('/x') noSchema({ body }: Input<typeof create>) {
    return body;
  }
  // @ts-expect-error the answer does not fit the response schema
  @Post('/y', create) wrongAnswer() {
    return { id: 'x' };
  }
  // @ts-expect-error nor does what is promised
  @Post('/z', create) async wrongPromise() {
    return { id: 'x' };
  }
  // @ts-expect-error a word is not a number
  @Post('/w', { body: z.object({ words: z.string() }) }) otherSchema({ body }: Input<typeof create>) {
    return body.words;
  }
  // @ts-expect-error an optional parameter may be missing
  @Get('/list{/:page}') notOptional({ params }: Input<'/:page'>) {
    return params.page;
  }
  // @ts-expect-error the schema makes a number of it
  wrongQuery(@Query(Page) page: { page: string }) {
    return page;
  }
  // @ts-expect-error a path parameter without a schema is a string
  wrongParameter(@Param('id') id: number) {
    return id;
  }
  // @ts-expect-error a header may be missing
  wrongHeader(@Header('x-tenant') tenant: string) {
    return tenant;
  }
  // @ts-expect-error a cookie may be missing
  wrongCookie(@Cookie('session') session: string) {
    return session;
  }
  // @ts-expect-error the body has no author
  wrongBody(@Body(NewArticle) body: { author: string }) {
    return body;
  }
  // @ts-expect-error that is not the context
  wrongContext(@Ctx() ctx: string) {
    return ctx;
  }
  // @ts-expect-error a name alone says nothing about the body
  bodyByName(@Body('title') title: string) {
    return title;
  }
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [K in keyof T]: T[K] };
export const pathParameters: [
  Same<Flat<PathParams<'/users/:id'>>, { id: string }>,
  Same<Flat<PathParams<'/a/:b/c/:d'>>, { b: string; d: string }>,
  Same<Flat<PathParams<'/files/*path'>>, { path: string[] }>,
  Same<Flat<PathParams<'/:file.:extension'>>, { file: string; extension: string }>,
  Same<Flat<PathParams<'/list{/:page}'>>, { page?: string }>,
  Same<Flat<PathParams<'/plain'>>, {}>,
  Same<PathParams<string>, Record<string, string>>,
] = [true, true, true, true, true, true, true];
