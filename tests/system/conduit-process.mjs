// One process of examples/conduit, started as its users start it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const command = resolve(import.meta.dirname, '../../packages/cli/bin/mono.js');
const folder = resolve(import.meta.dirname, '../../examples/conduit');

/** Starts the named services on a free port and waits until they answer. */
export async function startConduit(services, environment) {
  const child = spawn(process.execPath, [command, 'start', ...services, '--port', '0'], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
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
    exit.then(([code]) => failed(new Error(`mono start ${services.join(' ')} ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    /** Asks it to stop, as an orchestrator does, and holds it to stopping cleanly. */
    async stop() {
      child.kill('SIGTERM');
      const [code, signal] = await exit;
      assert.deepEqual([code, signal], [0, null], `stopped with ${code ?? signal}:\n${output}`);
    },
  };
}

/** Which process answers for each service. */
export function addressesOf({ auth, users, posts }) {
  return { auth: auth.url, users: users.url, posts: posts.url };
}
