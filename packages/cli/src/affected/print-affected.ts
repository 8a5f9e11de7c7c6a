import { colors, printTable } from '../print-table.js';
import type { AffectedService } from './find-affected.js';
import type { Reason } from './compare-services.js';

/** More reasons than these are counted instead of listed; `--json` has them all. */
const mostReasons = 10;

/** What `mono affected` prints: a block per service, then how many of them. */
export function printAffected(affected: readonly AffectedService[], services: number, since: string): string {
  const blocks = affected.map(({ name, change, from, reasons }) => {
    const title = `${colors.bold(name)}   ${change}${from === undefined ? '' : ` from ${from}`}`;
    const rows = reasons.slice(0, mostReasons).map((reason) => [`  ${reason.name}`, printChange(reason)]);
    const more = reasons.length - rows.length;
    return [title, ...(rows.length > 0 ? [printTable(rows)] : []), ...(more > 0 ? [`  and ${more} more`] : [])].join(
      '\n',
    );
  });
  const gone = affected.filter(({ change }) => change === 'removed').length;
  const touched = affected.length - gone;
  const verb = touched === 1 ? 'is' : 'are';
  const which =
    touched === 0 ? 'No service is' : `${touched} of ${services} ${services === 1 ? 'service' : 'services'} ${verb}`;
  const count = `${which} affected by what changed since ${since}`;
  return [...blocks, `${count}${gone > 0 ? `; ${gone} removed` : ''}.`].join('\n\n');
}

function printChange({ kind, change, before, after }: Reason): string {
  if (change === 'unknown')
    return kind === 'package'
      ? 'linked from outside of the repository, so what it was is unknown'
      : 'not in git, so what it was is unknown';
  if (kind === 'entry') return change === 'added' ? 'now declares the service' : 'no longer declares the service';
  if (kind === 'file') return change;
  const [old, now] = [before, after].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  if (change !== 'changed') return `${change}${kind === 'package' ? ` ${change === 'added' ? now : old}` : ''}`;
  return old === now || `${old}${now}`.length > 80 ? 'changed' : `${old} -> ${now}`;
}
