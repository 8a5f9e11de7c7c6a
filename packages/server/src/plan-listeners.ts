import { MonoError, type AppDescription, type Finding } from '@monojs/core';
import { readPort } from './read-port.js';

/** The port when nobody says anything else. */
export const DEFAULT_PORT = 3000;

/** One listener that is to be opened, and the services that answer behind it. */
export interface PlannedListener {
  readonly port: number;
  readonly host?: string;
  readonly services: readonly string[];
  /** Whether somebody named this port. Without that, services that have no routes open none: a worker must not take port 3000. */
  readonly asked: boolean;
}

export interface ListenerWishes {
  readonly port?: number;
  readonly host?: string;
  readonly environment?: { readonly PORT?: string };
}

/**
 * The rule for ports: `--port` over `PORT` over the service's own port over 3000.
 * The first two put everything that is started on one listener; configured ports make one listener per distinct port.
 *
 * @returns the listeners, sorted by port; each lists its services sorted by name.
 * @throws MonoError `MONO_PORT_INVALID`
 */
export function planListeners(
  services: AppDescription['services'],
  names: readonly string[],
  { port, host, environment }: ListenerWishes,
): PlannedListener[] {
  const common = port ?? readEnvironmentPort(environment);
  if (common !== undefined) return [{ port: common, host, services: [...names].sort(), asked: true }];
  const byPort = groupByPort(services, names);
  return [...byPort.keys()].sort((a, b) => a - b).map((key) => ({ port: key, host, ...byPort.get(key)! }));
}

// An empty PORT is what `PORT= node main.js` and many templates leave behind: nobody asked for anything.
function readEnvironmentPort(environment: ListenerWishes['environment']): number | undefined {
  return environment?.PORT ? readPort(environment.PORT, 'PORT') : undefined;
}

function groupByPort(services: AppDescription['services'], names: readonly string[]) {
  const byPort = new Map<number, { services: string[]; asked: boolean }>();
  const findings: Finding[] = [];
  for (const name of [...names].sort()) {
    const own = configuredPort(services, name, findings);
    const group = byPort.get(own ?? DEFAULT_PORT) ?? { services: [], asked: false };
    group.services.push(name);
    group.asked ||= own !== undefined;
    byPort.set(own ?? DEFAULT_PORT, group);
  }
  if (findings.length > 0) throw new MonoError(findings);
  return byPort;
}

function configuredPort(services: AppDescription['services'], name: string, findings: Finding[]): number | undefined {
  const source = services[name];
  if (typeof source !== 'object' || source.port === undefined) return undefined;
  try {
    return readPort(source.port, `the port of service "${name}"`, [{ service: name }]);
  } catch (error) {
    if (!(error instanceof MonoError)) throw error;
    findings.push(...error.findings);
    return undefined;
  }
}
