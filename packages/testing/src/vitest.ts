import { addClosingHook, type AfterHook } from './close-after-tests.js';

/** The little of vitest that is needed. Only an ES module can import vitest, so `index.mts` does, and hands it over. */
export interface Vitest {
  readonly vi: { importActual(file: string): Promise<unknown> };
  readonly afterAll: AfterHook;
}

let vitest: Vitest | undefined;

export function useVitest(imported: Vitest): void {
  vitest = imported;
  addClosingHook(imported.afterAll);
}

export function currentVitest(): Vitest | undefined {
  return vitest;
}
