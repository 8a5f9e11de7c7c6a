// docs/architecture.md, invariant 9: every error has a code in one table, and the table and docs/reference/errors.md agree.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codes } from '../../src/errors/codes.js';

const root = path.resolve(__dirname, '../../../..');
const table = Object.keys(codes).sort();

describe('the table of codes', () => {
  const page = readFileSync(path.join(root, 'docs/reference/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^#{2,3} `?(MONO_[A-Z_]+)`?\s*$/gm)].map(([, code]) => code!).sort();

  it('has a heading on the reference page for every code', () => {
    expect(table.filter((code) => !documented.includes(code))).toEqual([]);
  });

  it('knows every code that has a heading on the reference page', () => {
    expect(documented.filter((code) => !table.includes(code))).toEqual([]);
  });

  it('is documented once each', () => {
    expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
  });

  it('is named on the page by nothing that does not exist', () => {
    const named = [...new Set(page.match(/MONO_[A-Z_]+/g))];
    expect(named.filter((code) => !table.includes(code))).toEqual([]);
  });
});

describe('the sources', () => {
  const sources = listSources();

  it('use every code of the table', () => {
    const used = sources.filter(({ file }) => !file.endsWith(path.join('errors', 'codes.ts')));
    expect(table.filter((code) => !used.some(({ text }) => text.includes(code)))).toEqual([]);
  });

  it('name no code that the table does not have', () => {
    const named = new Set(sources.flatMap(({ text }) => text.match(/\bMONO_[A-Z]+_[A-Z_]+\b|'MONO_[A-Z]+'/g) ?? []));
    expect([...named].map((code) => code.replaceAll("'", '')).filter((code) => !table.includes(code))).toEqual([]);
  });

  it('are found at all', () => {
    expect(sources.length).toBeGreaterThan(40);
  });
});

it('says what each code means in one sentence', () => {
  for (const [code, meaning] of Object.entries(codes))
    expect(`${code} ${meaning}`).toMatch(/^MONO_[A-Z_]+ [A-Z@m].+\.$/);
});

function listSources(): { file: string; text: string }[] {
  return readdirSync(path.join(root, 'packages')).flatMap((name) => {
    const folder = path.join(root, 'packages', name, 'src');
    return listFiles(folder)
      .filter((file) => /\.m?ts$/.test(file))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  });
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch {
    return []; // a package without sources, such as the benchmarks
  }
}
