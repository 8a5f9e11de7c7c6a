import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build/built-app.js';
import { writeExampleApp } from '../example-app.js';
import { runMono, startMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

afterAll(removeApps);

jest.setTimeout(60_000);

test('--artifact runs dist, in the folder of the application, and says so', async () => {
  const root = writeExampleApp({
    'src/mails/mails.service.ts': `import { defineService } from '@monojs/core';
export default defineService('mails', { onStart() { console.log('in', process.cwd()); } });
`,
  });
  await build(root);
  const started = startMono(['start', 'mails', 'users', '--artifact', '--port', '0'], { cwd: join(root, 'src/users') });
  const [url] = await started.untilPrinted(/http:\/\/localhost:\d+/);
  expect(await (await fetch(`${url}/users`)).json()).toEqual([{ of: 'users' }]);
  started.stop();
  const { code, stdout } = await started.ended;
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^Running the artifact dist, app [0-9a-f]{12}\.$/);
  expect(lines[1]).toMatch(/^app [0-9a-f]{12}: mails [0-9a-f]{12}, users [0-9a-f]{12}$/);
  expect(lines[2]).toBe(`in ${root}`);
});

test('NODE_ENV=production means the artifact, and anything else the sources', async () => {
  const root = writeExampleApp();
  const env = { NODE_ENV: 'production' };
  expect(await runMono(['start', 'users'], { cwd: root, env })).toMatchObject({
    code: 1,
    stderr:
      'MONO_ARTIFACT_MISSING: there is no artifact to start: no dist/mono.json.\n' +
      '  Fix: run mono build; or, to run the sources, leave out --artifact and NODE_ENV=production.\n',
  });
  await build(root);
  const listed = await runMono(['start', '--list'], { cwd: root, env });
  expect(listed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Services:\n {2}mails\n {2}posts {5}port 3055\n/),
  });
  const unknown = await runMono(['start', 'user'], { cwd: root, env });
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean users?') });
  const sources = startMono(['start', 'users', '--port', '0'], { cwd: root, env: { NODE_ENV: 'test' } });
  await sources.untilPrinted(/^Running the sources\.\nusers/);
  sources.stop();
  await sources.ended;
});

test.each([
  ['is damaged', (text: string) => text.slice(0, 100), 'MONO_MANIFEST_INVALID'],
  ['is of a newer version', (text: string) => text.replace('"version": 1', '"version": 2'), 'MONO_MANIFEST_NEWER'],
  ['names a file that is not there', (text: string) => text.replace('"main.js"', '"gone.js"'), 'MONO_ARTIFACT_INVALID'],
  ['names a file elsewhere', (text: string) => text.replace('"main.js"', '"../src/app.ts"'), 'MONO_ARTIFACT_INVALID'],
  ['is a manifest alone', (text: string) => text.replace('"artifact"', '"other"'), 'MONO_ARTIFACT_INVALID'],
])('a mono.json that %s is a mistake with a way out', async (_, change, expected) => {
  const root = writeExampleApp();
  await build(root);
  const file = join(root, 'dist/mono.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const { code, stderr } = await runMono(['start', '--artifact'], { cwd: root });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(new RegExp(`^${expected}: .*dist/mono\\.json.*\n {2}Fix: `)),
  });
});
