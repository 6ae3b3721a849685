/** What may follow a pair's change: new messages too, or at most edits, which may wait for them. */
export type PairChange = 'any' | 'edits';

/** Notifies parts of the studio of commits. Only hints: each part reads the database, and polls in case a hint was lost. */
export class Signals {
  readonly #pair: ((pairId: string, change: PairChange) => void)[] = [];
  readonly #line: (() => void)[] = [];
  readonly #left: ((generationId: string) => void)[] = [];

  onPair(listener: (pairId: string, change: PairChange) => void): void {
    this.#pair.push(listener);
  }

  onLine(listener: () => void): void {
    this.#line.push(listener);
  }

  onLeft(listener: (generationId: string) => void): void {
    this.#left.push(listener);
  }

  /** Call after a commit that may change the pair's messages. */
  pair(pairId: string, change: PairChange = 'any'): void {
    for (const listener of this.#pair) listener(pairId, change);
  }

  /** Call when a generation joined or left the line, or a slot may be free. */
  line(): void {
    for (const listener of this.#line) listener();
  }

  /** Call when a generation no longer waits. */
  left(generationId: string): void {
    for (const listener of this.#left) listener(generationId);
  }
}
