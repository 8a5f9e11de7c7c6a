import { parseArgs } from 'node:util';
import { assertNoFindings, MonoError, selectServices } from '@monojs/core';
import { createAppGraph } from '../graph/app-graph.js';
import type { AppGraph } from '../graph/app-graph.js';
import { toMermaid } from '../graph/to-mermaid.js';
import { toSvg } from '../graph/to-svg.js';
import { importModule } from '../run-sources.js';
import { readApp } from '../read-app.js';
import { reflectApp } from '../reflect/reflect-app.js';
import { describeApp } from '../scan/describe-app.js';

/** `mono graph [service]`: what every service is made of, or one and what it shares. */
export async function run(argv: readonly string[]): Promise<void> {
  const { targets, format } = readArguments(argv);
  const scan = readApp();
  const around = selectServices(describeApp(scan, importModule), targets);
  const { locateServices, findings } = await reflectApp(scan);
  assertNoFindings(findings.filter(({ code }) => code !== 'MONO_SCHEMA_INEXPRESSIBLE'));
  const graph = createAppGraph(scan, locateServices(), around);
  console.log(formats[format](graph));
}

const formats = {
  mermaid: toMermaid,
  svg: toSvg,
  json: (graph: AppGraph) => JSON.stringify({ version: 1, ...graph }, null, 2),
} as const;

function readArguments(argv: readonly string[]): { targets: string[]; format: keyof typeof formats } {
  const targets: string[] = [];
  let format: string | undefined = 'mermaid';
  const options = { json: { type: 'boolean' }, format: { type: 'string' } } as const;
  for (const token of parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true })
    .tokens) {
    if (token.kind === 'positional') targets.push(token.value);
    else if (token.kind === 'option' && token.name === 'json' && token.value === undefined) format = 'json';
    else if (token.kind === 'option' && token.name === 'format') format = token.value;
    else throw usage(`${token.kind === 'option' ? token.rawName : '--'} is no flag of mono graph, or takes no value.`);
  }
  if (format === undefined || !Object.hasOwn(formats, format))
    throw usage(
      `--format is ${JSON.stringify(format ?? '')}, and graphs are drawn as ${Object.keys(formats).join(', ')}.`,
    );
  return { targets, format: format as keyof typeof formats };
}

function usage(message: string): MonoError {
  return new MonoError({
    code: 'MONO_USAGE',
    message,
    where: [],
    fix: 'mono graph --help explains its flags, --format and --json.',
  });
}
