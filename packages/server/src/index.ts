// The process of a Mono application.

// A whole process
export { run } from './run.js';
export { runArtifact } from './run-artifact.js';
export type { ArtifactIdentity } from './artifact.js';
export { runProcess, type ProcessOptions } from './run-process.js';
export { parseStartArguments, type StartArguments } from './parse-start-arguments.js';
export { exitCodeOf, exitCodes, printError } from './print-error.js';

// Starting from code
export { startApp, type StartOptions } from './start-app.js';
export type { RunningApp, RunningListener } from './running-app.js';
