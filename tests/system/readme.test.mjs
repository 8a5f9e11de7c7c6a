// Every fenced shell block of the README runs in a fresh clone, in the order of the page. There is no list of exceptions:
// a command that serves is asked once and then stopped, and the test command is compared with the one that CI runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const repository = path.resolve(import.meta.dirname, '../..');
const blocks = readBlocks(readFileSync(path.join(repository, 'README.md'), 'utf8'));
const testCommand = 'npm ci && npm test';
let folder;

before(() => (folder = mkdtempSync(path.join(tmpdir(), 'mono-readme-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the README has shell blocks, and the test command is one of them', () => {
  assert.ok(blocks.length >= 3);
  assert.ok(blocks.flat().includes(testCommand));
});

test('CI runs the test command of the README', () => {
  const commands = readFileSync(path.join(repository, '.ci/run'), 'utf8').match(/(?<=^step '(?:install|test)' ).+$/gm);
  assert.equal(commands.join(' && '), testCommand);
});

test('a fresh clone of the repository', { timeout: 120_000 }, async () => {
  await runToEnd(`git clone --quiet ${JSON.stringify(repository)} clone`, folder);
  folder = path.join(folder, 'clone');
});

for (const block of blocks) {
  test(`README: ${block.join(' ; ')}`, { timeout: 300_000 }, () => runBlock(block));
}

/** Runs the lines of a block in order. A line that serves goes on until the block ends, so that the lines after it can ask it. */
async function runBlock(lines) {
  const servers = [];
  let cwd = folder;
  try {
    for (const line of lines) {
      if (line === testCommand) continue; // compared above; running it here would run this file's siblings again
      const change = /^cd (\S+)$/.exec(line);
      if (change) cwd = path.resolve(cwd, change[1]);
      else servers.push(...(await runLine(line, cwd)));
    }
  } finally {
    for (const server of servers) await stop(server);
  }
}

/** Ends when the command does, or when it has said where it answers and has answered there once. */
async function runLine(line, cwd) {
  const child = start(line, cwd);
  const address = await Promise.race([child.address, child.ended.then(() => undefined)]);
  if (address === undefined) {
    assert.equal(child.exitCode(), 0, `${line}\n${child.output()}`);
    assert.ok(!line.startsWith('curl') || child.output().trim() !== '', `${line} printed nothing`);
    return [];
  }
  const answer = await fetch(address);
  assert.ok(answer.status < 500, `${line} answered ${answer.status}\n${child.output()}`);
  return [child];
}

async function runToEnd(line, cwd) {
  const child = start(line, cwd);
  await child.ended;
  assert.equal(child.exitCode(), 0, `${line}\n${child.output()}`);
}

function start(line, cwd) {
  // A shell of its own group, so that stopping reaches the command that npm starts.
  const child = spawn('bash', ['-c', line], {
    cwd,
    detached: true,
    env: { ...process.env, DATABASE_FILE: path.join(cwd, 'readme.db') },
  });
  let output = '';
  let found;
  const address = new Promise((resolve) => (found = resolve));
  const read = (chunk) => {
    output += chunk;
    const [url] = /http:\/\/localhost:\d+/.exec(line.startsWith('curl') ? '' : output) ?? [];
    if (url) found(url);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { pid: child.pid, address, ended, output: () => output, exitCode: () => child.exitCode };
}

async function stop(server) {
  process.kill(-server.pid, 'SIGINT');
  await server.ended;
  assert.ok(!/\bat .+:\d+:\d+/.test(server.output()), `stopping printed a stack:\n${server.output()}`);
}

/** The lines of every ```sh block: comments and blank lines left out, continued lines joined. */
function readBlocks(markdown) {
  return [...markdown.matchAll(/^```(?:sh|bash|shell|console)\n([\s\S]*?)^```/gm)].map(([, text]) =>
    text
      .replaceAll('\\\n', '')
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}
