import { selectServices } from '@monojs/core';
import { parseStartArguments, runProcess, startApp } from '@monojs/server';
import { readApp } from '../read-app.js';
import { importModule, registerTypeScript } from '../run-sources.js';
import type { AppScan } from '../scan/app-scan.js';
import { describeApp } from '../scan/describe-app.js';
import { findApp } from '../scan/find-app.js';
import { locateError } from '../scan/locate.js';
import { printServices } from '../print-services.js';

/** `mono start [service|group…]`: the services asked for, running in this process until a signal comes; from the sources, or from the artifact. */
export async function run(argv: readonly string[]): Promise<void> {
  const { isArtifact, rest } = readMode(argv);
  if (!isArtifact) return runSources(rest);
  const { runArtifact } = await import('../build/run-artifact.js');
  await runArtifact(findApp(process.cwd()).root, rest);
}

/** What belongs to `mono start` alone; the rest is the grammar that every entry of an application shares. */
function readMode(argv: readonly string[]): { isArtifact: boolean; rest: readonly string[] } {
  const rest = argv.filter((argument) => argument !== '--artifact');
  return { isArtifact: rest.length < argv.length || process.env.NODE_ENV === 'production', rest };
}

async function runSources(argv: readonly string[]): Promise<void> {
  let known: { scan: AppScan; services: readonly string[] } | undefined;
  await runProcess(
    async () => {
      const { list, targets, port, host } = parseStartArguments(argv);
      const scan = readApp();
      if (list) return console.log(printServices(scan));
      const description = describeApp(scan, importModule);
      const services = selectServices(description, targets);
      known = { scan, services };
      console.log('Running the sources.');
      if (targets.length === 0) console.log(`No service was named, so all of them start: ${services.join(', ')}.`);
      // Relative paths in the settings of an application mean its own folder, wherever the command was called.
      process.chdir(scan.root);
      await registerTypeScript(scan.root);
      return startApp(description, {
        targets: services,
        port,
        host,
        environment: { PORT: process.env.PORT },
        log: console.log,
      });
    },
    { explain: (error) => (known ? locateError(error, known.scan, known.services) : error) },
  );
}
