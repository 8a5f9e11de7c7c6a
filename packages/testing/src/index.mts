// What `import` gets; `require` gets index.ts, and both share every module. vitest runs ES modules, and only they can import it.
import { useVitest } from './vitest.js';

export * from './index.js';

if (process.env.VITEST !== undefined) {
  // A name that the compiler does not look up: most applications have no vitest.
  const vitest: string = 'vitest';
  // Where it cannot be found, classes that the test imports itself can be tested all the same.
  await import(vitest).then(useVitest, () => undefined);
}
