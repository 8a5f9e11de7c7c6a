/** Lets one holder in at a time, in the order in which they asked. */
export class Mutex {
  readonly #waiting: (() => void)[] = [];
  #held = false;

  async lock(): Promise<void> {
    if (this.#held) await new Promise<void>((enter) => this.#waiting.push(enter));
    this.#held = true;
  }

  /** Hands over directly to the next in line, so that nobody can slip in between. */
  unlock(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#held = false;
  }
}
