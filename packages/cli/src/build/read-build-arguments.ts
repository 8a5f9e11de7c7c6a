import { parseArgs } from 'node:util';
import { MonoError } from '@monojs/core';

export interface BuildArguments {
  /** Relative to the application's root. */
  readonly out: string;
  readonly executable: boolean;
  readonly external: readonly string[];
  /** Whether the types are checked. */
  readonly types: boolean;
  readonly json: boolean;
}

const flags = {
  out: { type: 'string', short: 'o' },
  executable: { type: 'boolean' },
  external: { type: 'string', multiple: true },
  'no-types': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** @throws MonoError MONO_USAGE */
export function readBuildArguments(argv: readonly string[]): BuildArguments {
  try {
    const { values } = parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false });
    const { out = 'dist', executable = false, external = [], json = false } = values;
    return { out, executable, external, types: values['no-types'] !== true, json };
  } catch (error) {
    throw new MonoError(
      {
        code: 'MONO_USAGE',
        message: (error as Error).message.split('\n')[0]!,
        where: [],
        fix: 'mono build takes --out <folder>, --executable, --external <package>, --no-types and --json, and no names: an artifact holds every service.',
      },
      { cause: error },
    );
  }
}
