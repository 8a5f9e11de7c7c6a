import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createScannedManifest } from '../../src/manifest/create-scanned-manifest.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { write } from '../install-packages.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';
import { affected, workspace } from './workspace.js';

jest.setTimeout(60_000);
afterAll(removeApps);

describe('a manifest', () => {
  function built(): { root: string; top: string } {
    const { root, top } = workspace();
    write(root, 'dist/mono.json', JSON.stringify(createScannedManifest(scanApp(root))));
    return { root, top };
  }

  test('or the folder of an artifact is compared with, and no git is needed', async () => {
    const { root, top } = built();
    rmSync(join(top, '.git'), { recursive: true });
    for (const since of ['dist', 'dist/mono.json']) expect(await affected(root, since)).toEqual([]);
    write(top, 'libs/lib/src/inner.ts', 'export const inner = 2;\n');
    write(top, 'node_modules/zod/package.json', '{ "name": "zod", "version": "4.0.1" }');
    for (const since of ['dist', 'dist/mono.json'])
      expect(await affected(root, since)).toEqual(['posts: changed, lib changed', 'users: changed, zod changed']);
  });

  test.each<[string, (text: string) => string, string]>([
    ['cut off', (text) => text.slice(0, -20), 'MONO_MANIFEST_INVALID: dist/mono.json is not JSON.'],
    [
      'of a newer version',
      (text) => text.replace('"version":1', '"version":2'),
      'MONO_MANIFEST_NEWER: dist/mono.json is a manifest of version 2; this version of @monojs/cli reads version 1.',
    ],
    [
      'something else',
      () => '{ "version": 1 }',
      'MONO_MANIFEST_INVALID: dist/mono.json is no manifest: it must hold { "version": 1, "services": […], "groups": […] }.',
    ],
    [
      'edited',
      (text) => text.replace('"zod","version":"4.0.0"', '"zod","version":"4.0.1"'),
      'MONO_MANIFEST_INVALID: dist/mono.json does not fit together: what it says of service "users" is not what its fingerprint was made of.',
    ],
  ])('that is %s is refused with 3', async (_, damage, message) => {
    const { root } = built();
    write(root, 'dist/mono.json', damage(readFileSync(join(root, 'dist/mono.json'), 'utf8')));
    const { code, stderr } = await runMono(['affected', '--since', 'dist/mono.json'], { cwd: root });
    expect({ code, message: stderr.split('\n')[0] }).toEqual({ code: 3, message });
    const json = await runMono(['affected', '--since', 'dist/mono.json', '--json'], { cwd: root });
    expect({ code: json.code, findings: (JSON.parse(json.stdout) as { findings: unknown[] }).findings.length }).toEqual(
      { code: 3, findings: 1 },
    );
  });

  test('that does not exist is refused with 3', async () => {
    const { root } = workspace();
    const { code, stderr } = await runMono(['affected', '--since', 'dist/mono.json'], { cwd: root });
    expect({ code, message: stderr.split('\n')[0] }).toEqual({
      code: 3,
      message: 'MONO_MANIFEST_INVALID: dist/mono.json does not exist.',
    });
  });
});
