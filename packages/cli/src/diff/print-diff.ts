import { colors, printTable } from '../print-table.js';
import type { RouteDiff } from './compare-routes.js';
import type { Difference, ServiceDiff } from './diff-manifests.js';
import { byVerdict, verdicts } from './verdict.js';
import type { Verdict } from './verdict.js';

/** One line of a diff, as text and as Markdown show it. */
export interface DiffRow {
  /** None for what no caller sees. */
  readonly verdict?: Verdict;
  /** The route, or what else has changed. */
  readonly subject: string;
  readonly part: string;
  readonly at: string;
  readonly message: string;
}

/** What `mono diff` prints: a block per service, breaking changes first, then how many there are. */
export function printDiff(diffs: readonly ServiceDiff[]): string {
  if (diffs.length === 0) return 'Nothing has changed.';
  const blocks = diffs.map((diff) => {
    const rows = toRows(diff).map(({ verdict, subject, part, at, message }) => [
      verdict ?? '',
      subject,
      [part, at].filter(Boolean).join(' '),
      message,
    ]);
    const lines = rows.length > 0 ? printTable(withoutEmptyColumn(rows)).split('\n') : [];
    return [printTitle(diff), ...lines.map((line) => `  ${line}`)].join('\n');
  });
  return [...blocks, `${printCounts(diffs.flatMap(toRows)) || 'Nothing that callers see has changed'}.`].join('\n\n');
}

function printTitle(diff: ServiceDiff): string {
  return `${colors.bold(diff.name)}   ${printChange(diff)}`;
}

export function printChange({ change, from, files, ...diff }: ServiceDiff): string {
  const what = change === 'renamed' ? `renamed from ${from}` : change;
  const count = files.length === 0 ? '' : `, ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return `${what}${count}${diff.verdict === undefined ? '; callers see no difference' : ''}`;
}

/** Everything that has changed, breaking first; what no caller sees comes last. */
export function toRows({ change: became, routes, config, injection, packages, settings }: ServiceDiff): DiffRow[] {
  const seen: (DiffRow & { readonly verdict: Verdict })[] = [
    ...(became === 'renamed' || became === 'removed'
      ? [
          {
            verdict: 'unknown' as const,
            subject: 'service',
            part: '',
            at: '',
            message: `${became}; who starts it by its name has to know`,
          },
        ]
      : []),
    ...routes.flatMap(routeRows),
    ...config.map(({ at, verdict, message }) => ({ verdict, subject: 'environment', part: '', at, message })),
  ];
  const other = (subject: string, at: string, message: string): DiffRow => ({ subject, part: '', at, message });
  return [
    ...seen.sort(byVerdict),
    ...injection.map(({ from, to, change }) => other('injection', `${from} -> ${to}`, change)),
    ...packages.map((difference) => other('package', difference.name, printDifference(difference))),
    ...settings.map((difference) => other('setting', difference.name, printDifference(difference))),
  ];
}

/** Such as `1 breaking, 2 safe`. */
export function printCounts(rows: readonly DiffRow[]): string {
  return verdicts
    .map((verdict) => [rows.filter((row) => row.verdict === verdict).length, verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`)
    .join(', ');
}

function routeRows({ method, path, change, verdict, changes }: RouteDiff): (DiffRow & { readonly verdict: Verdict })[] {
  const subject = `${method} ${path}`;
  if (change !== 'changed') {
    const why = changes.map(({ message }) => `; ${message}`).join('');
    return [{ verdict, subject, part: '', at: '', message: `${change}${why}` }];
  }
  return changes.map((one) => ({ verdict: one.verdict, subject, part: one.in, at: one.at, message: one.message }));
}

function printDifference({ change, before, after }: Difference): string {
  const [old, now] = [before, after].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  if (change !== 'changed') return `${change} ${change === 'removed' ? old : now}`;
  return old === now || `${old}${now}`.length > 80 ? 'changed' : `${old} -> ${now}`;
}

function withoutEmptyColumn(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.filter((_, column) => rows.some((other) => other[column] !== '')));
}
