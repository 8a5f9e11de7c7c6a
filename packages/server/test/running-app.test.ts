import { createApp, defineService, Get, MonoError, Service } from '@monojs/core';
import { listenAll } from '../src/listen-all.js';
import { createRunningApp } from '../src/running-app.js';

let arrived = () => {};

@Service('users')
class UsersController {
  @Get('/never') never() {
    arrived();
    return new Promise(() => {});
  }
}

describe('stop', () => {
  it('cuts requests that outlive the limit, runs the hooks all the same, and tells all of it', async () => {
    const events: string[] = [];
    const users = defineService('users', {
      onStop() {
        events.push('stop');
        throw new Error('will not');
      },
    });
    const app = createApp({ services: [UsersController, users] });
    await app.start();
    const plan = [{ port: 0, host: '127.0.0.1', services: ['users'], asked: false }];
    const running = createRunningApp(app, await listenAll(app, plan), { drainLimit: 50 });
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const answer = fetch(`${running.listeners[0]!.url}/never`).catch(() => 'cut');
    await arrival;

    const error = (await running.stop().catch((thrown: unknown) => thrown)) as MonoError;
    expect(await answer).toBe('cut');
    expect(events).toEqual(['stop']);
    expect(error.message).toMatch(
      /^MONO_STOP_FAILED: 1 request was still being answered after 0\.05 s and had to be cut\.\n {2}Fix: .*\n\nMONO_STOP_FAILED: service "users" could not be stopped: Error: will not/,
    );
  });
});
