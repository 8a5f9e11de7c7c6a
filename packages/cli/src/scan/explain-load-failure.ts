import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '@monojs/core';
import type { AppScan } from './app-scan.js';
import { explainMissingImport } from './explain-missing-import.js';
import type { FindClasses } from './find-classes.js';
import { findImportCycle, importCycleFinding } from './import-cycle.js';
import { toRelative } from './import-graph.js';
import { syntaxError } from './syntax-error.js';
import { parseSource } from './syntax-tree.js';

/** Says why the files of a service could not be imported: a syntax error, a circle of imports, or the file and line that threw. */
export function explainLoadFailure(
  finding: Finding,
  cause: unknown,
  scan: AppScan,
  services: readonly string[],
  findClasses: FindClasses,
): Finding[] {
  const [place] = finding.where;
  const files = (place?.service === undefined ? services : [place.service]).flatMap(
    (service) => scan.closureOf(service).files,
  );
  const syntax = findSyntaxErrors(scan.root, [...new Set(files)]);
  if (syntax.length > 0) return syntax;

  const refused = explainRefusal(finding, scan.root);
  if (refused) return [refused];
  const missing = explainMissingImport(finding, scan);
  if (missing) return [missing];

  // Core can only quote a line of the stack; here it becomes a place like every other.
  const [message, quoted] = finding.message.split(/\n {2}at /) as [string, string?];
  const lines = [headOf(cause, message), quoted].filter((line) => line !== undefined);
  const frame = lines.map((line) => readFrame(line, scan.root)).find((read) => read !== undefined);
  const isMissingExport = /does not provide an export named/.test(message);
  const fix = isMissingExport
    ? `if what is imported is a type, write \`import type\`; otherwise export it.`
    : finding.fix;
  const cycle = frame && findCycle(message, frame.file, scan, findClasses, place?.service);
  const where = [{ ...place, ...frame }];
  if (cycle) return [importCycleFinding(cycle.files, cycle.needed, where)];
  // Named by the file rather than by the service, one broken file reads the same from every service that reaches it.
  const said = frame ? message.replace(/^.*? could not be imported/, `${frame.file} could not be imported`) : message;
  return [{ ...finding, message: said, fix, where }];
}

function findSyntaxErrors(root: string, files: readonly string[]): Finding[] {
  return files.flatMap((file) => {
    if (!/\.(?:[cm]?[tj]s|[tj]sx)$/.test(file)) return [];
    const { text, errors } = parseSource(file, readFileSync(join(root, file), 'utf8'));
    return errors[0] ? [syntaxError(file, text, errors[0])] : [];
  });
}

/** The TypeScript loader would not compile a file, nearly always because no tsconfig turns Mono's kind of decorators on for it. */
function explainRefusal(finding: Finding, root: string): Finding | undefined {
  const [, path, reason] = /Failed to transform (.+?): (.+)/.exec(finding.message) ?? [];
  if (path === undefined || reason === undefined) return undefined;
  const file = toRelative(root, path);
  const isAboutDecorators = reason.includes('experimentalDecorators');
  return {
    ...finding,
    message: `${file} could not be compiled: ${isAboutDecorators ? 'decorators are not turned on for it' : reason}.`,
    where: [{ ...finding.where[0], file }],
    fix: isAboutDecorators
      ? 'set "experimentalDecorators" and "emitDecoratorMetadata" to true in tsconfig.json, and let its "include" cover this file.'
      : finding.fix,
  };
}

/** Errors of linking and parsing have their place above the message, in the first line of the stack. */
function headOf(cause: unknown, message: string): string | undefined {
  return cause instanceof Error && message.includes(cause.message) ? cause.stack?.split('\n', 1)[0] : undefined;
}

/** The place in `f (/app/src/a.ts:3:7)` or `file:///app/src/a.ts:3`, if it is in a file of the application. */
function readFrame(text: string, root: string): { file: string; line: number } | undefined {
  const [, path, line] = /^(?:.*\()?(.+?):(\d+)(?::\d+)?\)?$/.exec(text) ?? [];
  if (path === undefined || !/^(?:file:|[/\\]|[A-Za-z]:[/\\])/.test(path)) return undefined;
  const file = toRelative(root, path.startsWith('file:') ? fileURLToPath(path) : path);
  return file.startsWith('..') || file.startsWith('node_modules/') ? undefined : { file, line: Number(line) };
}

/** An ES module in a circle throws when it reads a class too early; a CommonJS module finds undefined where a class to extend should be. */
function findCycle(
  message: string,
  file: string,
  scan: AppScan,
  findClasses: FindClasses,
  service: string | undefined,
): { files: string[]; needed: string } | undefined {
  const early = /Cannot access '([^']+)' before initialization/.exec(message)?.[1];
  if (early === undefined && !/Class extends value undefined/.test(message)) return undefined;
  const declaring = early === undefined ? [] : findClasses(early, service).map((place) => place.file);
  for (const through of [...declaring, file]) {
    const files = findImportCycle(scan, file, through);
    if (files) return { files, needed: early ?? 'the class to extend' };
  }
  return undefined;
}
