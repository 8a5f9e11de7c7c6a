import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SourceFile {
  /** From the repository's root, with slashes: `packages/core/src/app/app.ts`. */
  readonly file: string;
  readonly text: string;
}

export const root = path.resolve(__dirname, '../../..');

/** Every TypeScript file under `packages/<name>/<folder>`. */
export function readSourceFiles(folder: 'src' | 'test'): SourceFile[] {
  return readdirSync(path.join(root, 'packages'))
    .map((name) => path.join(root, 'packages', name, folder))
    .filter((one) => existsSync(one))
    .flatMap((one) => readdirSync(one, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
    .map((file) => ({ file: toSlashes(path.relative(root, file)), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

const toSlashes = (file: string): string => file.split(path.sep).join('/');
