import { selectServices } from '@monojs/core';
import { parseStartArguments, runProcess, startApp } from '@monojs/server';
import { readApp } from '../read-app.js';
import { importModule, registerTypeScript } from '../run-sources.js';
import type { AppScan } from '../scan/app-scan.js';
import { describeApp } from '../scan/describe-app.js';
import { locateError } from '../scan/locate.js';
import { printServices } from '../print-services.js';

/** `mono start [service|group…]`: the sources of the services asked for, running in this process until a signal comes. */
export async function run(argv: readonly string[]): Promise<void> {
  let known: { scan: AppScan; services: readonly string[] } | undefined;
  await runProcess(
    async () => {
      const { list, targets, port, host } = parseStartArguments(argv);
      const scan = readApp();
      if (list) return console.log(printServices(scan));
      const description = describeApp(scan, importModule);
      const services = selectServices(description, targets);
      known = { scan, services };
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
