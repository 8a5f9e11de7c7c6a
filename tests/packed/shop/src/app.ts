import { defineSetup } from '@monojs/core';

export default defineSetup({ use: [async (ctx, next) => (ctx.set('x-shop', 'open'), next())] });
