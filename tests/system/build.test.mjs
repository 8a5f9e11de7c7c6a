// What mono build writes, started where nothing else is installed. Run by: npm run test:system. Needs strace.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, test } from 'node:test';
import { addressesOf } from './conduit-process.mjs';
import { loadWalk } from './conduit-writes.mjs';

const repository = resolve(import.meta.dirname, '../..');
const conduit = join(repository, 'examples/conduit');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'mono-build-')));
after(() => rmSync(scratch, { recursive: true }));

const environment = { DATABASE_URL: '', JWT_SECRET: 'a secret for tests, long enough', NODE_ENV: 'production' };

test('conduit, copied to an empty folder, serves its whole API as one process and as three', async () => {
  const folder = build(conduit, 'conduit');
  await walk((services) => start(process.execPath, [join(folder, 'main.js'), ...services], 'artifact.db'));
});

test('the artifact of conduit runs on every Node, and an executable holds the one that built it', async (context) => {
  for (const node of await supportedNodes()) {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    await context.test(version, async () => {
      const artifact = join(scratch, 'conduit');
      await walk((services) => start(node, [join(artifact, 'main.js'), ...services], `artifact-${version}.db`));
      const folder = build(conduit, `executable-${version}`, ['--executable'], node);
      assert.deepEqual(readdirSync(folder).sort(), ['conduit', 'conduit.map', 'mono.json', 'node_modules']);
      await walk((services) => start(join(folder, 'conduit'), services, `executable-${version}.db`));
    });
  }
});

test('of an artifact with 100 services, a process opens the files of the service it starts and no others', () => {
  const root = writeManyServices(100);
  const folder = build(root, 'many', ['--no-types']);
  const modules = readdirSync(join(folder, 'app'), { recursive: true }).filter((file) => file.endsWith('.js'));
  assert.equal(modules.length, 202);
  // `onStart` of a started service ends the process, so that strace has an end.
  const opened = openedFiles(folder, ['service-7']);
  assert.deepEqual(
    opened.filter((file) => file.startsWith('app/')),
    [
      'app/src/service-7/answer.js',
      'app/src/service-7/service-7.service.js',
      // shared by the even and by the odd
      'app/src/shared/shared-1.js',
    ],
  );
  assert.deepEqual(
    openedFiles(folder, ['--list']).filter((file) => file.startsWith('app/')),
    [],
  );
  // Packages are opened once each, and none that only others use.
  assert.ok(!opened.some((file) => file.includes('only-for-8')), opened.join());
  assert.ok(openedFiles(folder, ['service-8']).some((file) => file.includes('only-for-8')));
});

test('services stay lazy in an executable', () => {
  const root = writeManyServices(3);
  const folder = build(root, 'lazy', ['--no-types', '--executable']);
  const output = execFileSync(join(folder, 'many'), ['service-1', '--port', '0'], { encoding: 'utf8' });
  assert.match(output, /^loaded service-1$/m);
  assert.doesNotMatch(output, /loaded service-[02]/);
});

test('the same sources under two paths give the same artifact, byte for byte', () => {
  const [first, second] = ['a', 'somewhere/else/deeper'].map((path) => {
    const root = join(scratch, path, 'app');
    mkdirSync(dirname(root), { recursive: true });
    cpSync(writeManyServices(5), root, { recursive: true, verbatimSymlinks: true });
    execFileSync(process.execPath, [command, 'build', '--no-types'], { cwd: root, stdio: 'pipe' });
    return hashFiles(join(root, 'dist'));
  });
  assert.deepEqual(second, first);
});

const command = join(repository, 'packages/cli/bin/mono.js');

/** Builds an application, and moves the artifact where no node_modules is above it. */
function build(root, name, args = [], node = process.execPath) {
  const folder = join(scratch, name);
  const out = join(scratch, `${name}-out`);
  execFileSync(node, [command, 'build', '--out', out, ...args], { cwd: root, stdio: 'pipe' });
  cpSync(out, folder, { recursive: true });
  rmSync(out, { recursive: true });
  return folder;
}

/** Two people walk through the API of conduit: one process for everything, then three on one database. */
async function walk(startServices) {
  const { walkApi } = await loadWalk();
  for (const parts of [[[]], [['auth'], ['users'], ['posts']]]) {
    const processes = await Promise.all(parts.map(startServices));
    const [auth, users = auth, posts = auth] = processes;
    try {
      await walkApi(addressesOf({ auth, users, posts }), `walk-${parts.length}`);
    } finally {
      await Promise.all(processes.map((one) => one.stop()));
    }
  }
}

async function start(executable, args, database) {
  const { NODE_OPTIONS: _options, PORT: _port, ...env } = process.env;
  const child = spawn(executable, [...args, '--port', '0'], {
    cwd: scratch,
    env: { ...env, ...environment, DATABASE_FILE: join(scratch, database) },
  });
  const exit = once(child, 'exit');
  let output = '';
  const url = await new Promise((found, failed) => {
    const read = (text) => {
      output += text;
      const match = /http:\/\/localhost:\d+/.exec(output);
      if (match) found(match[0]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    exit.then(([code]) => failed(new Error(`${executable} ${args.join(' ')} ended with ${code}:\n${output}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      assert.deepEqual(await exit, [0, null], output);
    },
  };
}

/** The Node that runs this, and the newest: from MONO_NODES, a list of paths, or else from npm. */
async function supportedNodes() {
  if (process.env.MONO_NODES) return [process.execPath, ...process.env.MONO_NODES.split(':').filter(Boolean)];
  const folder = join(scratch, 'nodes');
  mkdirSync(folder);
  const name = `n26@npm:node-linux-${process.arch}@26`;
  execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--silent', name]);
  return [process.execPath, join(folder, 'node_modules/n26/bin/node')];
}

/** Services with a file of their own each, a shared one for every second, and a package that only one of them uses. */
function writeManyServices(count) {
  const root = mkdtempSync(join(scratch, 'app-'));
  const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', '{ "name": "many", "type": "commonjs" }');
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "target": "es2022", "module": "nodenext", "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
  );
  write('node_modules/only-for-8/package.json', '{ "name": "only-for-8", "version": "1.0.0" }');
  write('node_modules/only-for-8/index.js', 'exports.eight = 8;\n');
  mkdirSync(join(root, 'node_modules/@monojs'));
  for (const name of ['core', 'server'])
    symlinkSync(join(repository, 'packages', name), join(root, 'node_modules/@monojs', name));
  for (let n = 0; n < count; n++) {
    const name = `service-${n}`;
    write(`src/${name}/answer.ts`, `export const answer: number = ${n};\n`);
    write(`src/shared/shared-${n % 2}.ts`, `export const shared: number = ${n % 2};\n`);
    write(
      `src/${name}/${name}.service.ts`,
      `import { defineService } from '@monojs/core';
import { answer } from './answer.js';
import { shared } from '../shared/shared-${n % 2}.js';
${n === 8 ? "import { eight } from 'only-for-8';" : 'const eight = 0;'}
console.log('loaded ${name}');
export default defineService('${name}', {
  onStart() {
    console.log(answer, shared, eight);
    setTimeout(() => process.exit(0), 50);
  },
});
`,
    );
  }
  return root;
}

/** The files below a folder that a process opens, as the kernel sees it. */
function openedFiles(folder, args) {
  const log = join(scratch, 'opened.log');
  execFileSync('strace', ['-f', '-qq', '-e', 'trace=open,openat', '-o', log, process.execPath, 'main.js', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });
  // A call that another thread interrupts ends with `<unfinished …>`, and its result stands further down: the path is what counts.
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('= -1 '));
  const paths = calls
    .flatMap((line) => /open(?:at)?\([^"]*"([^"]+)"/.exec(line)?.[1] ?? [])
    .map((path) => resolve(folder, path));
  const inside = paths.filter((path) => path.startsWith(`${folder}/`) && existsSync(path));
  return [...new Set(inside.map((path) => relative(folder, path)))].sort();
}

function hashFiles(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
