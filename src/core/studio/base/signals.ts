/**
 * Tells the parts of the studio that something was committed. Only hints: each part reads the
 * database for what is true, and `recover` finds what a lost hint would have told.
 */
export class Signals {
  readonly #pair: ((pairId: string) => void)[] = [];
  readonly #line: (() => void)[] = [];

  onPair(listener: (pairId: string) => void): void {
    this.#pair.push(listener);
  }

  onLine(listener: () => void): void {
    this.#line.push(listener);
  }

  /** A message of the pair may show something else now. */
  pair(pairId: string): void {
    for (const listener of this.#pair) listener(pairId);
  }

  /** A generation joined the line, left it, or a slot may be free. */
  line(): void {
    for (const listener of this.#line) listener();
  }
}
