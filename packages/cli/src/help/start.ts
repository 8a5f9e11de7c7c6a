import type { Command } from '../command.js';

export const start: Command = {
  summary: 'start services: all of them, or those you name',
  help: `Usage: mono start [service or group ...] [--port <number>] [--host <address>] [--artifact]

Starts the services you name in this process, and imports nothing that only other services need.
Without a name it starts all of them. TypeScript runs as it is; there is no build step. Ctrl-C stops in order.
With --artifact, or where NODE_ENV is production, it runs what mono build wrote to dist/.

  -p, --port <number>    one port for everything that is started; 0 picks a free one.
                         Otherwise PORT of the environment, then the service's own port in mono.config.ts, then 3000.
      --host <address>   the address to listen on; otherwise every interface
      --artifact         run dist/ instead of the sources
      --list             print the services and start nothing; the same as mono list
  -h, --help             print this text

Examples:
  mono start                        every service
  mono start users                  one service
  mono start users posts            two services in one process
  mono start edge                   a group that mono.config.ts names under topology
  PORT=8080 mono start users`,
  load: () => import('../commands/start.js'),
};
