import type { Finding } from '@monojs/core';
import type { ServiceEntry } from './app-scan.js';
import type { ServiceMark } from './read-services.js';

/** The services that the marks of all files make up, sorted by name, and what two files got wrong together. `files` maps a file to its marks. */
export function groupServices(files: ReadonlyMap<string, readonly ServiceMark[]>): {
  services: { name: string; entries: ServiceEntry[] }[];
  findings: Finding[];
} {
  const services = new Map<string, ServiceEntry[]>();
  for (const [file, marks] of files) {
    for (const name of new Set(marks.map(({ service }) => service))) {
      const own = marks.filter(({ service }) => service === name);
      const classes = own.flatMap(({ className, line }) =>
        className === undefined ? [] : [{ name: className, line }],
      );
      const definitions = own.flatMap(({ className, line }) => (className === undefined ? [{ line }] : []));
      services.set(name, [...(services.get(name) ?? []), { file, classes, definitions }]);
    }
  }
  const sorted = [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, entries]) => ({ name, entries }));
  return { services: sorted, findings: sorted.flatMap(findDuplicate) };
}

function findDuplicate({ name, entries }: { name: string; entries: readonly ServiceEntry[] }): Finding[] {
  const where = entries.flatMap(({ file, definitions }) =>
    definitions.map(({ line }) => ({ note: `defineService('${name}')`, file, line })),
  );
  if (where.length < 2) return [];
  return [
    {
      code: 'MONO_SERVICE_DUPLICATE',
      message: `service "${name}" is defined ${where.length === 2 ? 'twice' : `${where.length} times`}.`,
      where,
      fix: 'keep one defineService; classes marked @Service may be as many as you like.',
    },
  ];
}
