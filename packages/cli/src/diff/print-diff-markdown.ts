import type { ServiceDiff } from './diff-manifests.js';
import { printChange, printCounts, toRows } from './print-diff.js';
import type { DiffRow } from './print-diff.js';

/** More rows than these are counted: a comment on a pull request is read only if it is short. */
const mostRows = 25;

/** What `mono diff --markdown` prints: a table per service whose callers see a difference, and a line for the others. */
export function printDiffMarkdown(diffs: readonly ServiceDiff[]): string {
  if (diffs.length === 0) return 'No service has changed.';
  const isSeen = ({ verdict }: ServiceDiff) => verdict !== undefined;
  const tables = diffs
    .filter(isSeen)
    .sort((a, b) => rank(a) - rank(b))
    .map(printService);
  const others = diffs.filter((diff) => !isSeen(diff)).map(({ name }) => `\`${name}\``);
  const rest = others.length > 0 ? [`Changed, but not for callers: ${others.join(', ')}.`] : [];
  return [...tables, ...rest].join('\n\n');
}

function rank({ verdict }: ServiceDiff): number {
  return ['breaking', 'unknown', 'safe'].indexOf(verdict!);
}

function printService(diff: ServiceDiff): string {
  const rows = toRows(diff);
  const counts = printCounts(rows);
  const title = `### ${diff.name}: ${[diff.change === 'changed' ? '' : printChange(diff), counts].filter(Boolean).join('; ')}`;
  if (rows.length === 0) return title;
  const more = rows.length - mostRows;
  return [
    title,
    '',
    '|  | what | where | change |',
    '| --- | --- | --- | --- |',
    ...rows.slice(0, mostRows).map(printRow),
    ...(more > 0 ? ['', `and ${more} more: \`mono diff\` lists them.`] : []),
  ].join('\n');
}

function printRow({ verdict, subject, part, at, message }: DiffRow): string {
  const what = /^[A-Z]+ \//.test(subject) ? code(subject) : subject;
  const where = [part, at && code(at)].filter(Boolean).join(' ');
  return `| ${verdict === 'breaking' ? '**breaking**' : (verdict ?? '')} | ${what} | ${where} | ${escape(message)} |`;
}

/** In a table a bar ends the cell, in code as well. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function escape(text: string): string {
  return text.replace(/[\\|<*_`]/g, '\\$&');
}
