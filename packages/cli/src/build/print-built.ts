import { isAbsolute, join } from 'node:path';
import { colors, printTable } from '../print-table.js';
import type { BuiltArtifact } from './build-app.js';

/** What `mono build` says when it is done. */
export function printBuilt(
  { artifact, services, files, leftOut }: BuiltArtifact,
  out: string,
  milliseconds: number,
): string {
  const sum = (paths: readonly { bytes: number }[]) => paths.reduce((total, { bytes }) => total + bytes, 0);
  const copied = artifact.copied.map(({ name, version, reason }) => [`  ${name} ${version}`, reason]);
  const size = `${files.length} files, ${printBytes(sum(files))}`;
  const main = join(out, artifact.main);
  const start = artifact.executable ? (isAbsolute(main) ? main : `./${main}`) : `node ${main}`;
  return [
    `${colors.bold(`${artifact.name} ${artifact.fingerprint.slice(0, 12)}`)}   ${services.length} ${services.length === 1 ? 'service' : 'services'}, ${size}, in ${(milliseconds / 1000).toFixed(1)} s`,
    ...(copied.length > 0 ? ['Copied to node_modules, since they cannot be bundled:', printTable(copied)] : []),
    ...(leftOut.length > 0 ? [`Not in the executable, and to be read from elsewhere: ${leftOut.join(', ')}`] : []),
    `Start it: ${start} ${services[0]}`,
  ].join('\n');
}

function printBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
