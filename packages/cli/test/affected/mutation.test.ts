import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAffected } from '../../src/affected/find-affected.js';
import { createScannedManifest } from '../../src/manifest/create-scanned-manifest.js';
import type { ScannedManifest } from '../../src/manifest/manifest.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps, writeApp } from '../write-app.js';
import { mutatedFiles, writeMutatedApp } from './mutated-app.js';
import { observe } from './oracle.js';
import type { Seen } from './oracle.js';

// Each file is changed in turn. Who is affected is compared with what processes show from outside: the files they loaded, the answers they gave.
jest.setTimeout(300_000);
afterAll(removeApps);

const describeApp = (root: string) => createScannedManifest(scanApp(root));

function affectedSince(before: ScannedManifest, root: string): string[] {
  return findAffected({ before, after: describeApp(root), isUnknown: () => false }).map(({ name }) => name);
}

/** Changes a file while something is done. */
async function changing<T>(file: string, change: (text: string) => string, action: () => T | Promise<T>): Promise<T> {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, change(text));
  try {
    return await action();
  } finally {
    writeFileSync(file, text);
  }
}

test('every service that loads a changed file or answers otherwise is affected, for every way to reach a file', async () => {
  const top = writeMutatedApp();
  const root = join(top, 'apps/shop');
  const names = scanApp(root).services.map(({ name }) => name);
  const paths = names.map((name) => `/${name}`);
  const before = describeApp(root);
  const alone = new Map<string, Seen>();
  for (const name of names) alone.set(name, await observe(root, [name], [`/${name}`]));
  for (const [name, { answers }] of alone) expect(answers[`/${name}`]).toMatch(/^200 v1 log/);
  const { answers } = await observe(root, [], paths);

  const missed: string[] = [];
  const tooMany: string[] = [];
  for (const path of Object.keys(mutatedFiles)) {
    const file = join(top, path);
    await changing(
      file,
      (text) => text.replace('v1', 'v2'),
      async () => {
        // A file that was loaded tells enough; what was not, such as one that is read, shows in the answers. The system tests ask for all.
        const isLoaded = [...alone.values()].some(({ loaded }) => loaded.has(file));
        const now = isLoaded ? answers : (await observe(root, [], paths)).answers;
        const affected = affectedSince(before, root);
        const touched = names.filter(
          (name) => alone.get(name)!.loaded.has(file) || now[`/${name}`] !== answers[`/${name}`],
        );
        missed.push(...touched.filter((name) => !affected.includes(name)).map((name) => `${name} by ${path}`));
        tooMany.push(...affected.filter((name) => !touched.includes(name)).map((name) => `${name} by ${path}`));
      },
    );
  }
  expect(missed).toEqual([]);
  // A computed import may mean every file of its folder: the one false alarm among all of these.
  expect(tooMany).toEqual(['computed by apps/shop/src/locales/fr.ts']);
});

test('every service of conduit that loads a changed file is affected, and no other', async () => {
  const repository = join(__dirname, '../../../..');
  const top = writeApp({});
  const root = join(top, 'examples/conduit');
  mkdirSync(root, { recursive: true });
  for (const name of ['src', 'package.json', 'mono.config.ts', 'tsconfig.json'])
    cpSync(join(repository, 'examples/conduit', name), join(root, name), { recursive: true });
  cpSync(join(repository, 'tsconfig.base.json'), join(top, 'tsconfig.base.json'));
  symlinkSync(join(repository, 'node_modules'), join(top, 'node_modules'), 'junction');

  const before = describeApp(root);
  const names = before.services.map(({ name }) => name);
  const loaded = new Map<string, ReadonlySet<string>>();
  for (const name of names) loaded.set(name, (await observe(root, [name], [], { DATABASE_FILE: ':memory:' })).loaded);
  const files = new Set(
    [...loaded.values()].flatMap((each) => [...each].filter((file) => file.startsWith(join(root, 'src')))),
  );
  expect(files.size).toBeGreaterThan(30);

  const wrong: string[] = [];
  for (const file of files) {
    const affected = await changing(
      file,
      (text) => `${text}\nexport const changed = true;\n`,
      () => affectedSince(before, root),
    );
    const touched = names.filter((name) => loaded.get(name)!.has(file));
    if (affected.join() !== touched.join()) wrong.push(`${file}: ${affected.join()} instead of ${touched.join()}`);
  }
  expect(wrong).toEqual([]);
});
