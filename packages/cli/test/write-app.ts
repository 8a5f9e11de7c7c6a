import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const written: string[] = [];

/** Writes an application into a temporary folder and returns that folder. `package.json` is added unless it is among the files. */
export function writeApp(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mono-app-')));
  written.push(root);
  for (const [file, text] of Object.entries({ 'package.json': '{ "name": "app" }', ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** Lets an application import the packages of this repository, as if they were installed. */
export function linkPackages(root: string, names: readonly string[] = ['core', 'server']): string {
  mkdirSync(join(root, 'node_modules/@monojs'), { recursive: true });
  for (const name of names)
    symlinkSync(join(__dirname, '../..', name), join(root, 'node_modules/@monojs', name), 'junction');
  return root;
}

export function removeApps(): void {
  for (const root of written.splice(0)) rmSync(root, { recursive: true, force: true });
}
