import { pathToFileURL } from 'node:url';
import { posix, sep } from 'node:path';
import type { Finding, Where } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { createFindClasses } from '../scan/find-classes.js';
import type { FindClasses } from '../scan/find-classes.js';
import { locate, mergeAlike } from '../scan/locate.js';
import { toRelative } from '../scan/import-graph.js';
import { locateServices } from './locate-services.js';
import type { ClassCopies, Reflection, ReflectionResult, ThrownError } from './reflection.js';

/** Adds what only the scan knows: files and lines. */
export function locateReflection(scan: AppScan, result: ReflectionResult, early: readonly Finding[]): Reflection {
  const names = scan.services.map(({ name }) => name);
  const findClasses = createFindClasses(scan, names);
  const failures = result.failures.flatMap(({ service, findings, cause }) =>
    locate(findings, scan, service === undefined ? names : [service], cause && toError(cause)).map((finding) =>
      finding.code === 'MONO_SETUP_INVALID'
        ? { ...finding, where: [{ file: posix.normalize(scan.config.setup!) }] }
        : finding,
    ),
  );
  const copies = result.copies.flatMap((copy) => findCopied(copy, findClasses));
  const all = [
    ...early,
    ...failures,
    ...locate([...result.findings, ...copies], scan, names),
    ...coreFindings(scan, result),
  ];
  return {
    services: result.services,
    findings: mergeAlike(all.map((finding) => ({ ...finding, message: withoutRoot(finding.message, scan.root) }))),
    notes: result.notes,
    locateServices: () => locateServices(scan, result.services),
  };
}

/** As many declarations as there are classes are so many classes, that only read the same. */
function findCopied({ name, count, neededBy }: ClassCopies, findClasses: FindClasses): Finding[] {
  if (findClasses(name).length >= count) return [];
  return [
    {
      code: 'MONO_CLASS_DUPLICATE',
      message: `${name} is loaded ${count === 2 ? 'twice' : `${count} times`}, so that those who inject it do not share what it builds.`,
      where: neededBy.map((user) => ({ ...user, note: `injects ${name}` })),
      fix: 'import its file in one way: by one path, and by `import` or by `require`; of a package, install one version.',
    },
  ];
}

/** @returns one finding for all copies beside the application's own, at the imports that bring them */
function coreFindings(scan: AppScan, { cores }: ReflectionResult): Finding[] {
  if (cores.length < 2) return [];
  const own = scan.resolvePackage('@monojs/core');
  const others = cores.filter((folder) => !own.some((file) => file.startsWith(folder + sep)));
  return [
    {
      code: 'MONO_CORE_DUPLICATE',
      message: `${cores.length === 2 ? 'two' : cores.length} copies of @monojs/core are loaded, which do not know each other's tokens.`,
      where: others.flatMap((folder) => findBringers(scan, toRelative(scan.root, folder))),
      fix: 'install one version: `npm ls @monojs/core` says who brings the other; packages name it as a peer dependency.',
    },
  ];
}

/** Who imports the package whose own node_modules the copy lies in; the copy itself, if that is nobody. */
function findBringers(scan: AppScan, folder: string): Where[] {
  const [, owner] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\/node_modules\/@monojs\/core$/.exec(folder) ?? [];
  const files = [...new Set(scan.services.flatMap(({ name }) => scan.closureOf(name).files))].sort();
  const edges = files.flatMap((file) => scan.edgesOf(file).map((edge) => ({ file, ...edge })));
  const places = edges
    .filter((edge) => owner !== undefined && edge.package === owner)
    .map(({ file, line }) => ({ note: `${owner} brings ${folder}`, file, line }));
  return places.length > 0 ? places : [{ file: folder }];
}

function toError(thrown: ThrownError): Error {
  return Object.assign(new Error(thrown.message), thrown);
}

/** Messages of Node and of libraries hold paths of this machine. */
function withoutRoot(message: string, root: string): string {
  return message.replaceAll(`${pathToFileURL(root).href}/`, '').replaceAll(`${root}${sep}`, '');
}
