import type { AppDescription } from '@monojs/core';
import { parseStartArguments } from './parse-start-arguments.js';
import { printCommand, printHelp, printServices } from './print-help.js';
import { runProcess } from './run-process.js';
import { startApp } from './start-app.js';

/**
 * The whole of a process that runs services of one application: reads the command line, starts what was asked for,
 * prints one line per service, and stops in order at SIGTERM or SIGINT. Only the services asked for are imported.
 *
 * @example
 * // main.ts; then: node dist/main.js users posts --port 8080
 * run({ services: { users: () => import('./users/index.js'), posts: () => import('./posts/index.js') } }, process.argv.slice(2));
 */
export async function run(description: AppDescription, argv: readonly string[]): Promise<void> {
  await runProcess(async () => {
    const { help, list, ...wishes } = parseStartArguments(argv);
    if (help) return console.log(printHelp(description, printCommand()));
    if (list) return console.log(printServices(description));
    return startApp(description, { ...wishes, environment: { PORT: process.env.PORT }, log: console.log });
  });
}
