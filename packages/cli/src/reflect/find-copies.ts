import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { Key } from '@monojs/core';
import type { InspectedService } from '@monojs/core/inspect';
import type { ClassCopies } from './reflection.js';

/** Classes of one name and one text that are not the same class. Two files may well hold such classes; the scan knows whether they do. */
export function findClassCopies(services: readonly InspectedService[]): ClassCopies[] {
  const byText = new Map<string, { name: string; classes: Set<Key> }>();
  for (const { key, name } of services.flatMap(({ injection }) => injection)) {
    if (typeof key !== 'function') continue;
    const text = `${name}\n${Function.prototype.toString.call(key)}`;
    const alike = byText.get(text) ?? { name, classes: new Set() };
    byText.set(text, alike);
    alike.classes.add(key);
  }
  return [...byText.values()]
    .filter(({ classes }) => classes.size > 1)
    .map(({ name, classes }) => ({ name, count: classes.size, neededBy: findUsers(services, classes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findUsers(services: readonly InspectedService[], classes: ReadonlySet<Key>): ClassCopies['neededBy'] {
  return services.flatMap(({ name: service, injection }) =>
    injection
      .filter(({ needs }) => needs.some((need) => classes.has(need)))
      .map(({ name }) => ({ service, class: name }))
      .sort((a, b) => (a.class < b.class ? -1 : 1)),
  );
}

/** The folders of every copy of core in this process: a file that each of them has loaded, below a package.json of that name. */
export function findCoreCopies(): string[] {
  const witness = `${sep}dist${sep}container${sep}tsyringe.js`;
  return Object.keys(createRequire(__filename).cache)
    .filter((file) => file.endsWith(witness))
    .map((file) => file.slice(0, -witness.length))
    .filter((folder) => nameOfPackage(folder) === '@monojs/core')
    .sort();
}

function nameOfPackage(folder: string): unknown {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name : undefined;
}
