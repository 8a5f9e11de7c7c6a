import { type Finding, MonoError, type Where } from '../errors/mono-error.js';
import { printCause } from '../errors/print-cause.js';

/** One step of starting: what to do, and how it is undone on the way down. */
export interface Step {
  /** Named in the error when the step or its undoing throws. */
  readonly name: string;
  readonly where: Where;
  start?(): unknown;
  stop?(): unknown;
}

/** Remembers what has been started, and stops it in the exact reverse order. */
export class StartedSteps {
  readonly #steps: Step[] = [];

  /** @throws MonoError MONO_START_FAILED; what started before stays remembered, so that {@link stop} can undo it */
  async start(step: Step): Promise<void> {
    try {
      await step.start?.();
    } catch (cause) {
      throw new MonoError(startFinding(step, cause), { cause });
    }
    this.#steps.push(step);
  }

  /** Something that has started by itself, such as a connection that a token made. */
  remember(step: Step): void {
    this.#steps.push(step);
  }

  /** Undoes every step, whatever the others do, and returns what went wrong on the way; the cause is the first original error. */
  async stop(): Promise<{ findings: Finding[]; cause: unknown }> {
    const findings: Finding[] = [];
    const causes: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.stop?.();
      } catch (cause) {
        findings.push(stopFinding(step, cause));
        causes.push(cause);
      }
    }
    return { findings, cause: causes[0] };
  }
}

function startFinding({ name, where }: Step, cause: unknown): Finding {
  return {
    code: 'MONO_START_FAILED',
    message: `onStart of ${name} threw: ${printCause(cause)}`,
    where: [where],
    fix: 'mend what the message names. What had started before it was stopped again.',
  };
}

function stopFinding({ name, where }: Step, cause: unknown): Finding {
  return {
    code: 'MONO_STOP_FAILED',
    message: `${name} could not be stopped: ${printCause(cause)}`,
    where: [where],
    fix: 'mend what the message names. Everything else was stopped all the same.',
  };
}
