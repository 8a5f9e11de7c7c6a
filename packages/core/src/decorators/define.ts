import type { Schema } from '../metadata/route-spec.js';
import type { HookOptions, ServiceDefinition, Setup, SetupOptions } from '../metadata/shapes.js';
import type { Replacement, Replacements } from '../metadata/token.js';

/**
 * What belongs to a service as a whole; optional, and alone it is enough for a worker without routes. Export it from a file of the sources.
 *
 * @param name a string literal, the service's name
 * @example
 * export default defineService('auth', { use: [cors()], provide: [[MAILER, SmtpMailer]], onStart() {}, onStop() {} });
 */
export function defineService<const T extends readonly unknown[] = []>(
  name: string,
  { provide, ...options }: HookOptions & { config?: Schema; provide?: Replacements<T> } = {},
): ServiceDefinition {
  return { kind: 'service', name, ...options, provide: (provide ?? []) as readonly Replacement[] };
}

/**
 * The application's own code, for every service; the file that `setup` in mono.config.ts names exports it as its default.
 *
 * @example
 * export default defineSetup({ use: [requestId()], provide: [[MAILER, SmtpMailer]] });
 */
export function defineSetup<const T extends readonly unknown[] = []>({
  provide,
  ...options
}: SetupOptions & { provide?: Replacements<T> } = {}): Setup {
  return { kind: 'setup', ...options, provide: (provide ?? []) as readonly Replacement[] };
}
