import { runMono } from '../run-mono.js';
import { linkInstalled } from '../planted-mistakes.js';
import { linkPackages, writeApp } from '../write-app.js';

export const core =
  "import { defineService, Get, Service, inject, injectable, singleton, token } from '@monojs/core';\n";

export const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: [],
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  },
  include: ['src'],
});

/** A file with one controller. */
export function controller(service: string, { head = '', body = '', prefix = `/${service}` } = {}): string {
  return `${core}${head}@Service('${service}', { prefix: '${prefix}' })\nexport class ${service}Controller {\n  @Get('/') all() { return []; }\n${body}}\n`;
}

export function checkedApp(files: Readonly<Record<string, string>>, installed: readonly string[] = []): string {
  const app = linkPackages(writeApp({ 'tsconfig.json': tsconfig, ...files }));
  linkInstalled(app, installed);
  return app;
}

/** What the real command prints for an application, without the time it took. */
export async function check(cwd: string, ...flags: string[]): Promise<{ code: number | null; text: string }> {
  const { code, stdout } = await runMono(['check', ...flags], { cwd });
  return { code, text: stdout.replace(/\d+ ms\n$/, '… ms\n') };
}
