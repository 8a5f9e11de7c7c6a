import { posix } from 'node:path';
import type { Finding } from '@monojs/core';
import type { AppScan } from './app-scan.js';
import { toRelative } from './import-graph.js';

/** An import that leads nowhere: loaders name the file that has it, some of them as an absolute path, and none the line. */
export function explainMissingImport(finding: Finding, scan: AppScan): Finding | undefined {
  const [, missing, importer] =
    /Cannot find (?:module|package) '([^']+)'(?: imported from |[\s\S]*?\n- )(?:file:\/\/)?(\S+)/.exec(
      finding.message,
    ) ?? [];
  if (missing === undefined || importer === undefined) return undefined;
  const file = toRelative(scan.root, importer);
  if (file.startsWith('..')) return undefined;
  const imports = [
    ...readUnresolved(scan, file),
    ...scan.edgesOf(file).map(({ written, line, package: name }) => ({ written, line, name })),
  ];
  const found = imports.find(
    ({ written, name }) => written === missing || name === missing || leadsTo(scan, file, written, missing),
  );
  if (!found) return undefined;
  return {
    ...finding,
    message: `${file} imports ${found.written}, which cannot be found.`,
    where: [{ ...finding.where[0], file, line: found.line }],
    fix: found.written.startsWith('.')
      ? 'correct the path, or restore the file.'
      : `install it: npm install ${missing}`,
  };
}

function readUnresolved(scan: AppScan, file: string): { written: string; line: number; name?: string }[] {
  const all = scan.services.flatMap(({ name }) => scan.closureOf(name).unfollowable);
  return all.flatMap((one) => {
    const [, written] = /^(\S+) cannot be found$/.exec(one.reason) ?? [];
    return one.file === file && written !== undefined ? [{ written, line: one.line }] : [];
  });
}

function leadsTo(scan: AppScan, file: string, written: string, missing: string): boolean {
  return posix.join(posix.dirname(file), written) === toRelative(scan.root, missing);
}
