import { createColors } from 'picocolors';

/** Colours only where a person looks: picocolors alone would also colour every CI log. */
export const colors = createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);

/** Columns as wide as their widest cell, three spaces apart, nothing at the end of a line. The first column is set off where there are colours. */
export function printTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => cell.padEnd(widths[column]!));
      return [colors.bold(cells[0]!), ...cells.slice(1)].join('   ').trimEnd();
    })
    .join('\n');
}
