import { colors, printTable } from '../print-table.js';
import type { ChainLink } from './find-chain.js';
import type { Why } from './explain-why.js';

/** What `mono why` prints: the chain, a line per import, then what blurs it. */
export function printWhy({ service, target, reached, approximate, imports, barrels, unfollowable }: Why): string {
  if (!reached) return `${service} does not reach ${target}: no import ties them, and no computed one could.`;
  if (imports.length === 0) return `${target} declares ${service}, or is the setup of the application.`;
  const how = approximate ? 'may reach' : 'reaches';
  const last = imports.at(-1)!.to;
  const rows = [...imports.map((link) => [`  ${placeOf(link)}`, verbOf(link)]), [`  ${last}`, '']];
  const notes = [
    ...unfollowable.map(
      ({ file, line, written, adds }) =>
        `${file}:${line} computes what it imports, ${written}, so everything that it could mean counts: it adds ${filesOf(adds)} to ${service}.`,
    ),
    ...barrels.map(({ file, adds }) => `${file} is a barrel: it adds ${filesOf(adds)} to ${service}.`),
  ];
  return [`${colors.bold(service)} ${how} ${target}:`, printTable(rows), ...notes].join('\n\n');
}

function placeOf({ from, line }: ChainLink): string {
  return line === undefined ? from : `${from}:${line}`;
}

function verbOf({ from, line, written, computed, reexport }: ChainLink): string {
  if (from === 'mono') return `runs every service on ${written}`;
  if (line === undefined) return `needs ${written}`;
  if (computed) return written;
  return `${reexport ? 'hands on' : 'imports'} ${written}`;
}

function filesOf(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
