import { appendFileSync } from 'node:fs';
import { token } from '@monojs/core';

export interface Database {
  find(id: string): string | undefined;
}

/** Keeps the process alive until it is disposed of, as a connection does, and writes down that it was. */
export const DATABASE = token<Database & { alive?: NodeJS.Timeout }>('database', {
  create: async () => ({ find: (id) => (id === '1' ? 'ann' : undefined), alive: setInterval(() => {}, 60_000) }),
  dispose: ({ alive }) => {
    clearInterval(alive);
    appendFileSync(process.env.DISPOSED!, 'disposed\n');
  },
});
