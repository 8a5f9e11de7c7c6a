import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startMono } from '../run-mono.js';
import { writeLogger } from '../write-logger.js';

/** What a started process shows from outside, of which the scan knows nothing. */
export interface Seen {
  /** Every file that Node loaded, absolute. */
  readonly loaded: ReadonlySet<string>;
  /** The answer to each path: status, a header, body. */
  readonly answers: Readonly<Record<string, string>>;
}

/** Starts services, asks for these paths, stops them. A process that does not start gives no answers. */
export async function observe(
  root: string,
  services: readonly string[],
  paths: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const log = join(root, `loaded-${services.join('-') || 'all'}.txt`);
  rmSync(log, { force: true });
  const mono = startMono(['start', ...services, '--port', '0'], {
    cwd: root,
    node: ['--no-warnings', '--import', pathToFileURL(writeLogger(root)).href],
    env: { ...env, LOADED_FILES: log },
  });
  const answers: Record<string, string> = {};
  const [, url] = await mono.untilPrinted(/(http:\S+)[\s\S]* ms\n/);
  for (const path of paths) {
    const response = await fetch(`${url}${path}`);
    answers[path] = `${response.status} ${response.headers.get('x-log')} ${await response.text()}`;
  }
  mono.stop();
  await mono.ended;
  const urls = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return { loaded: new Set(urls.map((each) => fileURLToPath(each.replace(/\?.*$/, '')))), answers };
}
