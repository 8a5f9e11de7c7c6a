import type { Code } from './codes.js';

/** Where a mistake is. Decorators cannot know files and lines: the scan adds them. Files are relative to the application's root. */
export interface Where {
  readonly service?: string;
  readonly class?: string;
  readonly method?: string;
  /** A short remark on this place, such as the parameter concerned. */
  readonly note?: string;
  readonly file?: string;
  readonly line?: number;
}

/** One mistake: its code, what is wrong, where, and how to mend it. */
export interface Finding {
  readonly code: Code;
  readonly message: string;
  readonly where: readonly Where[];
  readonly fix: string;
}

/**
 * What Mono throws for every mistake in a declaration, a configuration or a command. It carries all mistakes that were found together, not only the first.
 *
 * @example
 * try { createApp({ services: [UsersController] }) } catch (error) {
 *   if (error instanceof MonoError) console.error(error.findings.map((finding) => finding.code));
 * }
 */
export class MonoError extends Error {
  override readonly name = 'MonoError';
  readonly findings: readonly Finding[];

  constructor(findings: Finding | readonly Finding[], options?: ErrorOptions) {
    const list = Array.isArray(findings) ? (findings as readonly Finding[]) : [findings as Finding];
    super(list.map(printFinding).join('\n\n'), options);
    this.findings = list;
  }

  /** The code of the first finding. */
  get code(): Code {
    return this.findings[0]!.code;
  }

  toJSON(): { version: 1; findings: readonly Finding[] } {
    return { version: 1, findings: this.findings };
  }
}

/** Throws one MonoError that holds every finding; does nothing when there is none. */
export function assertNoFindings(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new MonoError(findings);
}

/** The text of one finding: a line of what, a line for each place, a line of how to mend it. */
export function printFinding({ code, message, where, fix }: Finding): string {
  const places = where.map((place) => [printName(place), printLocation(place)] as const);
  const width = Math.max(0, ...places.map(([name, location]) => (location ? name.length : 0)));
  const lines = places.flatMap(([name, location]) => {
    if (name && location) return `  ${name.padEnd(width)}   ${location}`;
    return name || location ? `  ${name || location}` : [];
  });
  return [`${code}: ${message}`, ...lines, `  Fix: ${fix}`].join('\n');
}

function printName({ class: className, method, service, note }: Where): string {
  const name = className
    ? method
      ? `${className}.${method}`
      : className
    : service !== undefined
      ? `service "${service}"`
      : '';
  return [name, note].filter(Boolean).join(' ');
}

function printLocation({ file, line }: Where): string {
  if (!file) return '';
  return line === undefined ? file : `${file}:${line}`;
}
