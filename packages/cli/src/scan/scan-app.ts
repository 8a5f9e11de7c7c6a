import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@monojs/core';
import type { AppScan, Closure, ScannedGroup } from './app-scan.js';
import { checkTopology } from './check-topology.js';
import { findConfigFiles } from './find-app.js';
import { findSourceFiles } from './find-source-files.js';
import type { SourceFiles } from './find-source-files.js';
import { groupServices } from './find-services.js';
import { createImportGraph, toRelative } from './import-graph.js';
import type { ImportGraph } from './import-graph.js';
import { createIsCore } from './is-core.js';
import { readConfig } from './read-config.js';
import { readServices } from './read-services.js';
import type { ServiceMark } from './read-services.js';
import { syntaxError } from './syntax-error.js';
import { parseSource } from './syntax-tree.js';

export interface ScanOptions {
  /** Instead of `sources` of the configuration. */
  readonly sources?: readonly string[];
}

/**
 * Finds an application's services without running any of its code. Never throws for a mistake in the application: look at `findings`.
 *
 * @example
 * const { root } = findApp(process.cwd());
 * const scan = scanApp(root);
 * assertNoFindings(scan.findings);
 */
export function scanApp(root: string, options: ScanOptions = {}): AppScan {
  const read = readConfig({ root, configFiles: findConfigFiles(root) });
  const { config } = read;
  const found = findSourceFiles(root, options.sources ?? config.sources);
  const graph = createImportGraph(root, found.files);
  const marks = readMarks(root, found.files, graph);
  const { services, findings: duplicates } = groupServices(marks.files);
  const names = services.map(({ name }) => name);

  // A service may be missing only because of a mistake above: then what follows from its absence is no second mistake.
  const isComplete =
    read.hasSources && [...found.findings, ...marks.findings].every(({ code }) => code === 'MONO_SERVICE_NOT_EXPORTED');
  const consequences = isComplete ? [...checkTopology(read, names), ...noServices(names, found)] : [];
  const groups = readGroups(config.topology ?? {});

  return {
    root,
    config,
    sources: found.sources,
    services: services.map(({ name, entries }) => ({
      name,
      port: config.services?.[name]?.port,
      groups: groups.filter((group) => group.services.includes(name)).map((group) => group.name),
      entries,
    })),
    groups,
    findings: [...read.findings, ...found.findings, ...marks.findings, ...duplicates, ...consequences],
    closureOf: rememberClosures(root, services, config.setup, graph),
    edgesOf: (file) => graph.edgesOf(join(root, file)),
    resolvePackage: (name) => {
      const resolved = graph.resolve(join(root, 'package.json'), name);
      return ('package' in resolved && resolved.files) || [];
    },
    importsOf: (file) => graph.importsOf(join(root, file)).map((path) => toRelative(root, path)),
  };
}

/** A quick look for the words, then the syntax tree of the few files that hold them. */
function readMarks(
  root: string,
  files: readonly string[],
  graph: ImportGraph,
): { files: Map<string, ServiceMark[]>; findings: Finding[] } {
  const marked = new Map<string, ServiceMark[]>();
  const findings: Finding[] = [];
  const isCoreFrom = createIsCore(graph.resolve);
  for (const path of files) {
    const text = readFileSync(path, 'utf8');
    if (!text.includes('Service') || !/\b(?:Service|defineService)\b/.test(text)) continue;
    const file = toRelative(root, path);
    const source = parseSource(path, text);
    if (source.errors[0]) {
      findings.push(syntaxError(file, text, source.errors[0]));
      continue;
    }
    const services = readServices(file, source, isCoreFrom(path));
    marked.set(file, services.marks);
    findings.push(...services.findings);
  }
  return { files: marked, findings };
}

function readGroups(topology: Readonly<Record<string, unknown>>): ScannedGroup[] {
  return Object.entries(topology)
    .map(([name, group]) => ({
      name,
      services: (Array.isArray(group)
        ? group
        : ((group as { services?: string[] } | null)?.services ?? [])) as string[],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The setup file is loaded with every service, so it is part of every closure. */
function rememberClosures(
  root: string,
  services: readonly { name: string; entries: readonly { file: string }[] }[],
  setup: string | undefined,
  graph: ImportGraph,
): AppScan['closureOf'] {
  const closures = new Map<string, Closure>();
  return (name) => {
    const entries = services.find((service) => service.name === name)?.entries;
    if (!entries) throw new RangeError(`the scan knows no service "${name}"`);
    const closure =
      closures.get(name) ??
      graph.closureOf([...entries.map(({ file }) => join(root, file)), ...(setup ? [join(root, setup)] : [])]);
    closures.set(name, closure);
    return closure;
  };
}

function noServices(names: readonly string[], { sources, files }: SourceFiles): Finding[] {
  if (names.length > 0) return [];
  return [
    {
      code: 'MONO_NO_SERVICES',
      message: `no service was found in ${sources.join(', ') || 'an empty list of sources'} (${files.length} ${files.length === 1 ? 'file' : 'files'} searched).`,
      where: [],
      fix: "export a class marked @Service('name') from @monojs/core, or name the folder that holds it in `sources` of mono.config.ts.",
    },
  ];
}
