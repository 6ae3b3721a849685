/** Lets works begin a few in each turn of the event loop, in their order, so that other work runs in between. */
export class Pace {
  readonly #perTurn: number;
  readonly #waiting: (() => void)[] = [];
  #begun = 0;

  constructor(perTurn: number) {
    this.#perTurn = perTurn;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when a work may begin. */
  async turn(): Promise<void> {
    if (this.#begun === 0) setImmediate(() => this.#next());
    if (this.#begun < this.#perTurn) this.#begun += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #next(): void {
    const released = this.#waiting.splice(0, this.#perTurn);
    this.#begun = released.length;
    for (const begin of released) begin();
    if (this.#begun > 0) setImmediate(() => this.#next());
  }
}
