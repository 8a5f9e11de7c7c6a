import type { Command } from '../command.js';

export const build: Command = {
  summary: 'build the one artifact that can be started as any service',
  help: `Usage: mono build [--out <folder>] [--executable] [--external <package>] [--no-types] [--json]

Checks the application and writes it to dist/, ready to run without node_modules: node dist/main.js users --port 8080.
Every service is in it; a process loads only the files of those it starts. A build that fails leaves dist/ as it was.

  -o, --out <folder>         where to write, relative to the application; otherwise dist
      --executable           one real file, dist/<name of the application>, with Node inside
      --external <package>   copy this package to dist/node_modules instead of bundling it; may be repeated.
                             Packages with binaries are recognised and need no flag
      --no-types             leave the types unchecked, where tsc has run already
      --json                 print { "version": 1, "artifact": {...}, "files": [...] }
  -h, --help                 print this text

Examples:
  mono build && node dist/main.js users posts --port 8080
  mono build --executable && ./dist/shop users`,
  load: () => import('../commands/build.js'),
};
