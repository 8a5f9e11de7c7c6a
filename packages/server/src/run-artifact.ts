import { selectServices, type AppDescription } from '@monojs/core';
import { narrowArtifact, printArtifact, type ArtifactIdentity } from './artifact.js';
import { parseStartArguments } from './parse-start-arguments.js';
import { printCommand, printHelp, printServices } from './print-help.js';
import { runProcess } from './run-process.js';
import { startApp } from './start-app.js';

/**
 * The whole of a process that runs services of a built artifact; what `mono build` writes as `main.js` calls it. It is `run` for a process that
 * knows which artifact it is: it says so in one line, and the running application carries it.
 *
 * @example
 * runArtifact({ name: 'shop', fingerprint, services: { users: '5c2b…' } }, { services: { users: () => import('./users.js') } }, ['users']);
 */
export async function runArtifact(
  artifact: ArtifactIdentity,
  description: AppDescription,
  argv: readonly string[],
): Promise<void> {
  await runProcess(async () => {
    const { help, list, targets, ...wishes } = parseStartArguments(argv);
    if (help) return console.log(printHelp(description, printCommand()));
    if (list) return console.log(printServices(description));
    const services = selectServices(description, targets);
    const started = narrowArtifact(artifact, services);
    if (targets.length === 0) console.log(`No service was named, so all of them start: ${services.join(', ')}.`);
    console.log(printArtifact(started));
    const environment = { PORT: process.env.PORT };
    return startApp(description, { ...wishes, targets: services, environment, artifact: started, log: console.log });
  });
}
