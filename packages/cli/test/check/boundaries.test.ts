import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readServiceFolders } from '../../src/check/service-folders.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps } from '../write-app.js';
import { check, checkedApp, controller } from './check-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);

const files = {
  'src/posts/posts.controller.ts': controller('posts'),
  'src/posts/index.ts': "export { title } from './title.js';\n",
  'src/posts/title.ts': "import { slug } from './text/slug.js';\nexport const title = slug;\n",
  'src/posts/text/slug.ts': "export const slug = 'slug';\n",
  'src/posts/post.ts': 'export interface Post { id: string }\n',
  'src/auth/auth.controller.ts': controller('auth', {
    head: "import { title } from '../posts/index.js';\nimport { slug } from '../posts/text/slug.js';\nimport type { Post } from '../posts/post.js';\nexport type Of = Post;\nvoid [title, slug];\n",
  }),
  'src/users/users.controller.ts': controller('users', {
    head: "import { text } from '../shared/text.js';\nvoid text;\n",
  }),
  'src/shared/text.ts': "export { title as text } from '../posts/title.js';\n",
};
const inAuth = `MONO_BOUNDARY_CROSSED: src/auth/auth.controller.ts imports src/posts/text/slug.ts, which is inside service "posts". This import puts 1 file of posts into auth.
  src/auth/auth.controller.ts:3
  Fix: import src/posts/index.ts, or move what is shared out of src/posts.
`;
const inShared = `MONO_BOUNDARY_CROSSED: src/shared/text.ts imports src/posts/title.ts, which is inside service "posts". This import puts 2 files of posts into users.
  src/shared/text.ts:1
  Fix: import src/posts/index.ts, or move what is shared out of src/posts.
`;
const summary = (mistakes: string) => `3 services, 3 routes, 7 files, without types: ${mistakes}. … ms\n`;
const baseline = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'mono.baseline.json'), 'utf8')) as { boundaries: unknown };

test('an import past the face of a service is a mistake that says what it costs; the face and types are free', async () => {
  expect(await check(checkedApp(files), '--no-types')).toEqual({
    code: 1,
    text: `${inAuth}\n${inShared}\n${summary('2 mistakes')}`,
  });
});

test('the configuration can name another face', async () => {
  const config = "export default { services: { posts: { face: './src/posts/text/slug.ts' } } };\n";
  const { text } = await check(checkedApp({ ...files, 'mono.config.ts': config }), '--no-types');
  expect(text.match(/imports \S+,/g)).toEqual(['imports src/posts/index.ts,', 'imports src/posts/title.ts,']);
});

test('the baseline excuses what is there when it is made, shrinks, and never grows', async () => {
  const cwd = checkedApp(files);
  expect(await check(cwd, '--no-types', '--update-baseline')).toEqual({
    code: 0,
    text: `mono.baseline.json excuses 2 imports.\n\n${summary('no mistakes')}`,
  });
  expect(readFileSync(join(cwd, 'mono.baseline.json'), 'utf8')).toBe(`{
  "version": 1,
  "boundaries": [
    {
      "file": "src/auth/auth.controller.ts",
      "imports": "src/posts/text/slug.ts"
    },
    {
      "file": "src/shared/text.ts",
      "imports": "src/posts/title.ts"
    }
  ]
}
`);

  // One is mended, another is made.
  writeFileSync(join(cwd, 'src/shared/text.ts'), "export const text = 'text';\n");
  writeFileSync(
    join(cwd, 'src/users/users.controller.ts'),
    controller('users', { head: "import '../posts/title.js';\n" }),
  );
  const made = expect.stringContaining('src/users/users.controller.ts imports src/posts/title.ts');
  expect((await check(cwd, '--no-types')).text).toEqual(made);
  expect((await check(cwd, '--no-types')).text).toContain(
    'MONO_BASELINE_STALE: the baseline excuses src/shared/text.ts for importing src/posts/title.ts, which it no longer does.',
  );
  const updated = await check(cwd, '--no-types', '--update-baseline');
  expect(updated.text).toContain('mono.baseline.json excuses 1 import, 1 less than before.');
  expect(updated.text).toEqual(made);
  expect(updated.text).not.toContain('STALE');
  expect(baseline(cwd).boundaries).toEqual([
    { file: 'src/auth/auth.controller.ts', imports: 'src/posts/text/slug.ts' },
  ]);
});

test('where nothing is crossed no baseline is made', async () => {
  const cwd = checkedApp({ 'src/posts/posts.controller.ts': controller('posts') });
  expect((await check(cwd, '--no-types', '--update-baseline')).code).toBe(0);
  expect(existsSync(join(cwd, 'mono.baseline.json'))).toBe(false);
});

test.each([
  [
    'the nearest folder of all entry files',
    { 'src/a/web/a.ts': 'a', 'src/a/jobs/b.ts': 'a', 'src/b/b.ts': 'b' },
    ['a src/a', 'b src/b'],
  ],
  ['none where it would be a source', { 'src/a.ts': 'a', 'src/b/b.ts': 'b' }, ['b src/b']],
  ['none where another service lives in it', { 'src/a/a.ts': 'a', 'src/a/b/b.ts': 'b' }, ['b src/a/b']],
  ['none where two share it', { 'src/api/a.ts': 'a', 'src/api/b.ts': 'b' }, []],
  ['none that is called shared', { 'src/shared/a.ts': 'a', 'src/b/b.ts': 'b' }, ['b src/b']],
])("a service's folder is %s", (_, entries, folders) => {
  const app = checkedApp(
    Object.fromEntries(Object.entries(entries).map(([file, service]) => [file, controller(service)])),
  );
  expect(readServiceFolders(scanApp(app)).map(({ service, folder }) => `${service} ${folder}`)).toEqual(folders);
  rmSync(app, { recursive: true });
});
