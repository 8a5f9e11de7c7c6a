import { setTimeout as sleep } from 'node:timers/promises';

/** How long another process may hold the database before a write gives up, in milliseconds. */
const patience = 10_000;

/** Runs it again, a moment later each time, for as long as another connection holds the write lock of the database. */
export async function whenNotBusy<T>(run: () => T): Promise<T> {
  const giveUpAt = Date.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
    }
    await sleep(Math.random() * pause); // a random pause, so that two processes do not meet again and again
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
