/** A command as help shows it, and how to get at its work. */
export interface Command {
  /** Half a line. */
  readonly summary: string;
  /** The rest of `mono <command> --help`. */
  readonly help: string;
  /** Imports the command's work: only when it runs, so that help stays instant and one command never pays for another. */
  readonly load: () => Promise<{ readonly run: (argv: readonly string[]) => Promise<void> }>;
}

export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: 'start services: all of them, or those you name',
    help: `Usage: mono start [service or group ...] [--port <number>] [--host <address>]

Starts the services you name in this process, and imports nothing that only other services need.
Without a name it starts all of them. TypeScript runs as it is; there is no build step. Ctrl-C stops in order.

  -p, --port <number>    one port for everything that is started; 0 picks a free one.
                         Otherwise PORT of the environment, then the service's own port in mono.config.ts, then 3000.
      --host <address>   the address to listen on; otherwise every interface
      --list             print the services and start nothing; the same as mono list
  -h, --help             print this text

Examples:
  mono start                        every service, on one port
  mono start users                  one service
  mono start users posts            two services in one process
  mono start edge                   a group that mono.config.ts names under topology
  PORT=8080 mono start users`,
    load: () => import('./commands/start.js'),
  },
  list: {
    summary: 'list the services and groups of the application',
    help: `Usage: mono list [--json]

Lists every service with its port, its groups and the files that declare it, read from the sources: none of them is imported.

      --json   print { "version": 1, "services": [...], "groups": [...] }
  -h, --help   print this text

Examples:
  mono list
  mono list --json`,
    load: () => import('./commands/list.js'),
  },
  routes: {
    summary: 'list the routes of all services, or of those you name',
    help: `Usage: mono routes [service or group ...] [--json]

Lists the routes of the services you name, or of all: method, path, the method that answers, and where it is written.
Imports these services but starts nothing and opens no port.

      --json   print { "version": 1, "routes": [...] }
  -h, --help   print this text

Examples:
  mono routes
  mono routes users
  mono routes users --json`,
    load: () => import('./commands/routes.js'),
  },
};
