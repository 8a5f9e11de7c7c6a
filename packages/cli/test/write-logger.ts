import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Logs every file that the process loads, as Node's own loader sees it: by a load hook for what is imported, and where Node compiles a
 * CommonJS module for what is required. It knows nothing of the scan.
 */
export function writeLogger(root: string): string {
  const hooks = `import { appendFileSync } from 'node:fs';
export async function load(url, context, nextLoad) {
  if (url.startsWith('file:')) appendFileSync(process.env.LOADED_FILES, url + '\\n');
  return nextLoad(url, context);
}
`;
  const preload = `import Module, { register } from 'node:module';
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
register(${JSON.stringify(pathToFileURL(join(root, 'hooks.mjs')).href)});
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, file, ...rest) {
  appendFileSync(process.env.LOADED_FILES, pathToFileURL(file).href + '\\n');
  return compile.call(this, content, file, ...rest);
};
`;
  writeFileSync(join(root, 'hooks.mjs'), hooks);
  writeFileSync(join(root, 'preload.mjs'), preload);
  return join(root, 'preload.mjs');
}
