/** What was thrown, in one line: errors by name and message, anything else as text. */
export function printCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
