import type { Finding } from '../errors/mono-error.js';
import type { Key } from '../metadata/token.js';
import { applicationView, nameOf, type Provision } from './providers.js';

export function cycleFinding(path: readonly Key[]): Finding {
  const names = path.map(nameOf);
  // Named from its first letter on, so that the same circle reads the same wherever the walk entered it.
  const ring = names.slice(0, -1);
  const start = ring.indexOf([...ring].sort()[0]!);
  const circle = [...ring.slice(start), ...ring.slice(0, start)];
  return {
    code: 'MONO_INJECT_CYCLE',
    message: `these need each other to be built: ${[...circle, circle[0]].join(' -> ')}.`,
    where: circle.map((name) => ({ class: name })),
    fix: 'move what they share into a third class, or inject one of them with @inject(delay(() => TheClass)).',
  };
}

export function missingFinding(key: Key, path: readonly Key[], service: string): Finding {
  const injectedBy = path.at(-1);
  const name = nameOf(key);
  const provide = service === applicationView ? 'defineSetup, since it is shared' : 'defineSetup or defineService';
  return {
    code: 'MONO_PROVIDER_MISSING',
    message: `nothing provides "${name}", which is needed along ${[...path, key].map(nameOf).join(' -> ')}.`,
    where: injectedBy ? [{ class: nameOf(injectedBy) }] : [],
    fix: `give the token a \`create\`: token('${name}', { create: () => … }), or name it in \`provide\` of ${provide}.`,
  };
}

const printSharer = (service: string): string =>
  service === applicationView ? "the application's middleware or what a token makes" : `"${service}"`;

export function sharingFinding(key: Key, provided: Key, service: string, others: readonly string[]): Finding {
  return {
    code: 'MONO_PROVIDER_SHARED',
    message: `service "${service}" provides "${nameOf(provided)}", but ${nameOf(key)}, which needs it, is shared with ${others.map(printSharer).join(', ')}.`,
    where: [{ service }, { class: nameOf(key) }],
    fix: `provide "${nameOf(provided)}" in defineSetup for the whole application, or let the token make it.`,
  };
}

export function duplicateFinding(key: Key, from: Provision['from'], injectedBy: string): Finding {
  return {
    code: 'MONO_PROVIDER_DUPLICATE',
    message: `${nameOf(key)} is provided more than once in one ${from === 'setup' ? 'setup' : from}, but ${injectedBy} injects one.`,
    where: [{ class: injectedBy }],
    fix: 'provide it once, or inject all of them with @injectAll(…).',
  };
}
