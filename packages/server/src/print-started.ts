import type { App } from '@monojs/core';

interface OpenListener {
  readonly url: string;
  readonly services: readonly string[];
}

/** One line per service, in aligned columns: name, address, routes, milliseconds that building and starting it took. */
export function printStarted(app: Pick<App, 'services'>, listeners: readonly OpenListener[]): string[] {
  const rows = app.services.map(({ name, routes, startedIn }) => ({
    name,
    address: listeners.find(({ services }) => services.includes(name))?.url ?? 'no port',
    count: String(routes.length),
    noun: routes.length === 1 ? 'route' : 'routes',
    milliseconds: String(Math.ceil(startedIn)), // never 0: something was done
  }));
  const widest = (key: keyof (typeof rows)[number]) => Math.max(0, ...rows.map((row) => row[key].length));
  return rows.map((row) =>
    [
      row.name.padEnd(widest('name')),
      row.address.padEnd(widest('address')),
      `${row.count.padStart(widest('count'))} ${row.noun.padEnd(widest('noun'))}`,
      `${row.milliseconds.padStart(widest('milliseconds'))} ms`,
    ].join('   '),
  );
}
