// No false negatives, shown by mutation: in an application of 50 services each file is changed in turn, and `mono affected` must name every service whose
// process loads the file or whose answer depends on it. Both are observed from outside, by Node's own loader and by requests; the scan takes no part in it.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after as afterAll, before as beforeAll, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { writeShop } from './generated-shop.mjs';

const services = Array.from({ length: 50 }, (_, index) => `s${index}`).sort();
const require = createRequire(import.meta.url);
const { scanApp } = require('../../packages/cli/dist/scan.js');
const { createScannedManifest } = require('../../packages/cli/dist/manifest/create-scanned-manifest.js');
const { findAffected } = require('../../packages/cli/dist/affected/find-affected.js');

let top, root, command, marks;
/** What each service loads when it runs alone and has answered, and its answer. */
const seen = new Map();

beforeAll(
  async () => {
    top = await realpath(await mkdtemp(join(tmpdir(), 'mono-mutation-')));
    root = join(top, 'apps/shop');
    marks = await writeShop(top, services.length);
    command = join(top, 'node_modules/@monojs/cli/bin/mono.js');
    await writeLogger();
    await git('init', '--quiet');
    await git('add', '--all');
    await git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '--message=a');
    await inTwoRows(services, async (name) => seen.set(name, await observe([name], [`/${name}`])));
  },
  { timeout: 180_000 },
);

afterAll(() => rm(top, { recursive: true, force: true }));

test('every service answers alone as it does beside all others', { timeout: 30_000 }, async () => {
  const all = await observe(
    [],
    services.map((name) => `/${name}`),
  );
  for (const name of services) {
    assert.match(seen.get(name).answers[`/${name}`], /^200 v1 s\d+;/);
    assert.equal(all.answers[`/${name}`], seen.get(name).answers[`/${name}`]);
  }
});

test(
  'each of all files changed: whoever loads it or answers by it is affected',
  { timeout: 180_000 },
  async (context) => {
    const before = createScannedManifest(scanApp(root));
    let touchedCount = 0;
    const missed = [];
    const tooMany = [];
    for (const [path, mark] of marks) {
      const affected = await changing(path, () => affectedSince(before));
      const touched = services.filter((name) => isTouched(name, path, mark));
      touchedCount += touched.length;
      missed.push(...touched.filter((name) => !affected.includes(name)).map((name) => `${name} by ${path}`));
      tooMany.push(...affected.filter((name) => !touched.includes(name)).map((name) => `${name} by ${path}`));
    }
    context.diagnostic(
      `${marks.size} files changed in turn, ${touchedCount} times a service was touched; missed ${missed.length}, too many ${tooMany.length}`,
    );
    assert.ok(touchedCount > 500);
    assert.deepEqual(missed, []);
    // Those are the files that a computed import could mean and does not, and those behind an `import()` that a service has through a barrel and never runs.
    assert.ok(tooMany.length < touchedCount / 10, `too many: ${tooMany.join(', ')}`);
  },
);

test(
  'some files changed for real: `mono affected --since HEAD` names every service whose answer changed',
  { timeout: 180_000 },
  async () => {
    const paths = services.map((name) => `/${name}`);
    const { answers } = await observe([], paths);
    const before = createScannedManifest(scanApp(root));
    const sample = [...marks.keys()].filter((_, index) => index % 17 === 0);
    for (const path of sample) {
      await changing(path, async () => {
        const now = await observe([], paths);
        const changed = services.filter((name) => now.answers[`/${name}`] !== answers[`/${name}`]);
        const expected = affectedSince(before);
        const { stdout } = await mono('affected', '--since', 'HEAD', '--json');
        const affected = JSON.parse(stdout).services.map(({ name }) => name);
        assert.deepEqual(affected, expected, path);
        assert.deepEqual(
          changed.filter((name) => !affected.includes(name)),
          [],
          path,
        );
      });
    }
  },
);

/** Does the process of the service load the file, or does its answer bear the mark of the file? */
function isTouched(name, path, mark) {
  const { loaded, answers } = seen.get(name);
  return loaded.has(join(top, path)) || answers[`/${name}`].includes(mark);
}

function affectedSince(before) {
  const after = createScannedManifest(scanApp(root));
  return findAffected({ before, after, isUnknown: () => false }).map(({ name }) => name);
}

async function changing(path, action) {
  const file = join(top, path);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('v1 ', 'v2 '));
  try {
    return await action();
  } finally {
    await writeFile(file, text);
  }
}

/** Starts services, asks them, stops them: the answers, and every file that Node loaded for them. */
async function observe(names, paths) {
  const log = join(root, `loaded-${names.join('-') || 'all'}.txt`);
  await rm(log, { force: true });
  const preload = pathToFileURL(join(root, 'loaded-preload.mjs')).href;
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', preload, command, 'start', ...names, '--port', '0'],
    {
      cwd: root,
      env: { ...process.env, LOADED_FILES: log },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exit = once(child, 'exit');
  const url = await new Promise((found, failed) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const match = /http:\/\/localhost:\d+/.exec(output);
      if (match) found(match[0]);
    });
    exit.then(() => failed(new Error(`mono start ${names.join(' ')} ended:\n${output}`)));
  });
  const answers = {};
  for (const path of paths) {
    const response = await fetch(`${url}${path}`);
    answers[path] = `${response.status} ${await response.text()}`;
  }
  child.kill('SIGTERM');
  await exit;
  const urls = existsSync(log) ? (await readFile(log, 'utf8')).trimEnd().split('\n') : [];
  return { answers, loaded: new Set(urls.map((each) => fileURLToPath(each.replace(/\?.*$/, '')))) };
}

async function writeLogger() {
  const hooks = `import { appendFileSync } from 'node:fs';
export async function load(url, context, nextLoad) {
  if (url.startsWith('file:')) appendFileSync(process.env.LOADED_FILES, url + '\\n');
  return nextLoad(url, context);
}
`;
  const preload = `import Module, { register } from 'node:module';
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
register(${JSON.stringify(pathToFileURL(join(root, 'loaded-hooks.mjs')).href)});
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, file, ...rest) {
  appendFileSync(process.env.LOADED_FILES, pathToFileURL(file).href + '\\n');
  return compile.call(this, content, file, ...rest);
};
`;
  await writeFile(join(root, 'loaded-hooks.mjs'), hooks);
  await writeFile(join(root, 'loaded-preload.mjs'), preload);
}

async function inTwoRows(items, action) {
  const waiting = [...items];
  const row = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await action(item);
  };
  await Promise.all([row(), row()]);
}

function mono(...args) {
  return promisify(execFile)(process.execPath, [command, ...args], { cwd: root, maxBuffer: 1e8 });
}

function git(...args) {
  return promisify(execFile)('git', ['-C', top, ...args]);
}
