import { printFinding } from '@monojs/core';
import type { CheckResult } from './check-app.js';

export interface CheckSummary {
  readonly milliseconds: number;
  readonly types: boolean;
}

/** One report of everything, or one line when all is well; below it what is no mistake but worth knowing. */
export function printCheck(
  { findings, notes, scan, reflection }: CheckResult,
  { milliseconds, types }: CheckSummary,
): string {
  const files = new Set(scan.services.flatMap(({ name }) => scan.closureOf(name).files));
  const routes = reflection.services.reduce((sum, service) => sum + service.routes.length, 0);
  const what = [count(scan.services.length, 'service'), count(routes, 'route'), count(files.size, 'file')].join(', ');
  const result = findings.length === 0 ? 'no mistakes' : count(findings.length, 'mistake');
  const summary = `${what}${types ? '' : ', without types'}: ${result}. ${Math.round(milliseconds)} ms`;
  const settings = printSettings(reflection);
  const blocks = [
    ...findings.map(printFinding),
    ...(notes.length > 0 ? [`Notes\n${notes.map((note) => `  ${note}`).join('\n')}`] : []),
    ...(settings.length > 0 ? [`Required settings\n${settings.map((line) => `  ${line}`).join('\n')}`] : []),
    summary,
  ];
  return blocks.join('\n\n');
}

function printSettings({ services }: CheckResult['reflection']): string[] {
  return services.flatMap(({ name, config }) => {
    const { required = [] } = (config ?? {}) as { required?: readonly string[] };
    return required.length > 0 ? [`${name}: ${[...required].sort().join(', ')}`] : [];
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
