import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@monojs/core';
import { writePlantedMistakes } from '../planted-mistakes.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

jest.setTimeout(120_000);
afterAll(removeApps);
const cwd = writePlantedMistakes();

const conduit = join(__dirname, '../../../../examples/conduit');
const withoutTime = (text: string): string => text.replace(/\d+ ms$/m, '… ms');

test('25 planted mistakes are 25 findings and nothing else, with place, cause and fix', async () => {
  const { code, stdout, stderr } = await runMono(['check'], { cwd });
  expect(withoutTime(stdout)).toBe(readFileSync(join(__dirname, '../planted-mistakes.txt'), 'utf8'));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });

  const json = await runMono(['check', '--json'], { cwd });
  const { version, findings, notes } = JSON.parse(json.stdout) as {
    version: number;
    findings: readonly Finding[];
    notes: readonly string[];
  };
  expect({ version, notes, code: json.code }).toEqual({ version: 1, notes: [], code: 1 });
  expect(findings).toHaveLength(25);
  expect(new Set(findings.map((finding) => finding.code)).size).toBe(25);
  expect(findings.filter(({ where }) => where.length === 0 || where.some(({ file }) => file === undefined))).toEqual(
    [],
  );
  expect(json.stdout).not.toContain(cwd);
});

test('conduit has no mistakes, which is one line', async () => {
  const { code, stdout, stderr } = await runMono(['check'], { cwd: conduit });
  expect({ code, stderr, stdout: withoutTime(stdout).replace(/\d+ files/, '… files') }).toEqual({
    code: 0,
    stderr: '',
    stdout: '3 services, 19 routes, … files: no mistakes. … ms\n',
  });
  expect((await runMono(['check', '--no-types', '--json'], { cwd: conduit })).stdout).toBe(
    '{\n  "version": 1,\n  "findings": [],\n  "notes": []\n}\n',
  );
});

test('a type error that is made in one file is found in the next run, which looks at that file alone', async () => {
  const errors = async () =>
    (
      JSON.parse((await runMono(['check', '--json'], { cwd })).stdout) as { findings: readonly Finding[] }
    ).findings.filter(({ code }) => code === 'MONO_TYPE_ERROR');
  expect(await errors()).toHaveLength(1);
  writeFileSync(join(cwd, 'src/auth/hash.ts'), 'export function hash(text: string): string {\n  return text;\n}\n');
  expect(await errors()).toEqual([]);
  writeFileSync(
    join(cwd, 'src/auth/hash.ts'),
    'export function hash(text: string): number {\n  return text.length;\n}\n',
  );
  expect((await errors()).map(({ where }) => where)).toEqual([[{ file: 'src/auth/session.ts', line: 5 }]]);
});
