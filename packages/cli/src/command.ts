/** A command as help shows it, and how to get at its work. */
export interface Command {
  /** Half a line. */
  readonly summary: string;
  /** The rest of `mono <command> --help`. */
  readonly help: string;
  /** Imports the command's work: only when it runs, so that help stays instant and one command never pays for another. */
  readonly load: () => Promise<{ readonly run: (argv: readonly string[]) => Promise<void> }>;
}
