import type { AppScan } from './scan/app-scan.js';
import { colors, printTable } from './print-table.js';

/** What `mono list` prints: a line per service with its first file, a line for every further file, then the groups. */
export function printServices({ services, groups }: AppScan): string {
  const rows = services.flatMap(({ name, port, groups: memberOf, entries }) =>
    entries.map(({ file }, index) =>
      index === 0 ? [name, port === undefined ? '' : `port ${port}`, memberOf.join(', '), file] : ['', '', '', file],
    ),
  );
  const table = printTable(withoutEmptyColumns(rows));
  if (groups.length === 0) return table;
  return `${table}\n\n${colors.dim('Groups')}\n${printTable(groups.map((group) => [group.name, [...group.services].sort().join(', ')]))}`;
}

function withoutEmptyColumns(rows: readonly (readonly string[])[]): string[][] {
  const isUsed = (column: number) => rows.some((row) => row[column] !== '');
  return rows.map((row) => row.filter((_, column) => isUsed(column)));
}
