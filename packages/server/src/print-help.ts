import { basename } from 'node:path';
import type { AppDescription } from '@monojs/core';
import { DEFAULT_PORT } from './plan-listeners.js';

type Names = Pick<AppDescription, 'services' | 'groups'>;

/** What `--help` prints. It loads no service. */
export function printHelp(description: Names, command: string): string {
  const example = Object.keys(description.services).sort().slice(0, 2).join(' ');
  return `Usage: ${command} [service or group ...] [--port <number>] [--host <address>]

Starts the services named, or all of them when none is.

  -p, --port <number>   one port for everything that is started; otherwise PORT, the service's own port, or ${DEFAULT_PORT}; 0 picks a free one
      --host <address>  the address to listen on; otherwise every interface
      --list            prints the services and groups, starts nothing
  -h, --help            prints this text

${printServices(description)}

Example: ${command} ${example} --port 8080`;
}

/** What `--list` prints: the names that can be started, sorted, each with its port or its members when it has any. */
export function printServices({ services, groups = {} }: Names): string {
  const serviceNames = Object.keys(services).sort();
  const groupNames = Object.keys(groups).sort();
  const width = Math.max(0, ...[...serviceNames, ...groupNames].map((name) => name.length));
  const line = (name: string, rest: string) => `  ${name.padEnd(width)}   ${rest}`.trimEnd();
  const lines = ['Services:', ...serviceNames.map((name) => line(name, printPort(services[name])))];
  if (groupNames.length > 0)
    lines.push('Groups:', ...groupNames.map((name) => line(name, [...groups[name]!].sort().join(', '))));
  return lines.join('\n');
}

function printPort(source: AppDescription['services'][string] | undefined): string {
  return typeof source === 'object' && source.port !== undefined ? `port ${source.port}` : '';
}

/** How this process was called: `node main.js`, or the executable's own name. */
export function printCommand(): string {
  const [executable = 'node', script] = process.argv;
  return script && script !== executable ? `node ${basename(script)}` : basename(executable);
}
