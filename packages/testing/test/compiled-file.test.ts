import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compiledFile } from '../src/compiled-file.js';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'mono-compiled-'))));
afterEach(() => rmSync(root, { recursive: true }));

const write = (...files: string[]) => {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
};
const find = (source: string, near: string) => compiledFile(join(root, source), { root, near: join(root, near) });

describe('compiledFile', () => {
  it('is the file that the compiler wrote beside the test', () => {
    write('dist/src/users/index.js', 'dist/test/users.test.js');
    expect(find('src/users/index.ts', 'dist/test/users.test.js')).toBe(join(root, 'dist/src/users/index.js'));
  });

  it('knows output whose rootDir is the source folder', () => {
    write('dist/users/index.js', 'dist/index.js', 'dist/users/index.test.js');
    expect(find('src/users/index.ts', 'dist/users/index.test.js')).toBe(join(root, 'dist/users/index.js'));
  });

  it('prefers the whole path to a file of the same name', () => {
    write('dist/src/users.js', 'dist/users.js', 'dist/test/users.js', 'dist/test/a.test.js');
    expect(find('src/users.ts', 'dist/test/a.test.js')).toBe(join(root, 'dist/src/users.js'));
  });

  it('knows output in a deeper folder, and ES module and CommonJS endings', () => {
    write('build/out/src/a.mjs', 'build/out/src/b.cjs', 'build/out/test/a.test.mjs');
    expect(find('src/a.mts', 'build/out/test/a.test.mjs')).toBe(join(root, 'build/out/src/a.mjs'));
    expect(find('src/b.cts', 'build/out/test/a.test.mjs')).toBe(join(root, 'build/out/src/b.cjs'));
  });

  it('takes a folder as well as a test', () => {
    write('dist/src/users.js');
    expect(find('src/users.ts', 'dist')).toBe(join(root, 'dist/src/users.js'));
  });

  it('is the source for a test that is not compiled, and for one that lies beside the sources', () => {
    write('dist/src/users.js');
    expect(find('src/users.ts', 'test/users.test.ts')).toBe(join(root, 'src/users.ts'));
    expect(find('src/users.ts', 'test/users.test.js')).toBe(join(root, 'src/users.ts'));
    expect(find('src/users.js', 'dist/test/users.test.js')).toBe(join(root, 'src/users.js'));
  });
});
