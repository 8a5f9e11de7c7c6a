// npx mono start          runs both services; then try: curl http://localhost:3000/hello/Ada
// npx mono start time     runs that one alone:          curl http://localhost:3000/time
import { Get, type Input, Service, singleton } from '@monojs/core';

/** Code that services share is an ordinary class. Whoever names it in a constructor gets it. */
@singleton()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** The service "hello": `params.name` is typed from the path, and what a method returns is the answer. */
@Service('hello', { prefix: '/hello' })
export class HelloController {
  constructor(private readonly clock: Clock) {}

  @Get('/:name')
  greet({ params }: Input<'/:name'>) {
    const hour = this.clock.now().getHours();
    const greeting = hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
    return { message: `${greeting}, ${params.name}!` };
  }
}

/** The service "time": it may run in another process, on another machine, fifty times over. */
@Service('time', { prefix: '/time' })
export class TimeController {
  constructor(private readonly clock: Clock) {}

  @Get('/')
  now() {
    return { now: this.clock.now() };
  }
}
