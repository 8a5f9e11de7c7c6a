import type { App } from '@monojs/core';
import { listen, type Listener } from './listen.js';
import type { PlannedListener } from './plan-listeners.js';

/**
 * Opens every planned listener that is needed, or none: if one fails, those already open are closed again.
 *
 * @throws MonoError `MONO_PORT_IN_USE`, `MONO_LISTEN_FAILED`
 */
export async function listenAll(app: App, plan: readonly PlannedListener[]): Promise<Listener[]> {
  const opened: Listener[] = [];
  try {
    for (const planned of plan) {
      if (isNeeded(app, planned)) opened.push(await listen(app.callback(planned.services), planned));
    }
  } catch (error) {
    await closeAll(opened, 0);
    throw error;
  }
  return opened;
}

/**
 * Closes them all at the same time; every one has `limit` milliseconds for its requests in flight.
 *
 * @returns how many requests were cut.
 */
export async function closeAll(listeners: readonly Listener[], limit: number): Promise<number> {
  const cut = await Promise.all(listeners.map((listener) => listener.close(limit)));
  return cut.reduce((sum, count) => sum + count, 0);
}

function isNeeded(app: App, { asked, services }: PlannedListener): boolean {
  return asked || app.services.some(({ name, routes }) => services.includes(name) && routes.length > 0);
}
