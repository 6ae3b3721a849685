/** What is never settled: the process that waits for it has no power any more. */
const NEVER = new Promise<never>(() => undefined);

/**
 * The power of one process. Everything that leaves it passes here, and each passage is a moment at which the power may
 * fail: nothing passes after that.
 */
export class Mains {
  readonly #cutAt: number;
  readonly #onCut: () => void;
  readonly moments: string[] = [];
  readonly #failed = Promise.withResolvers<void>();
  #isOn = true;
  #counts = false;

  /** The power fails at the moment number `cutAt`, counted from 0 once it `counts`. */
  constructor(cutAt = Infinity, onCut = () => {}) {
    this.#cutAt = cutAt;
    this.#onCut = onCut;
  }

  /** Resolves when the power fails. */
  get failed(): Promise<void> {
    return this.#failed.promise;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** From here on moments count. */
  count(): void {
    this.#counts = true;
  }

  /** Resolves while there is power; never after it failed. */
  async pass(moment: string): Promise<void> {
    if (this.#isOn && this.#counts) {
      if (this.moments.length === this.#cutAt) {
        this.#isOn = false;
        this.#onCut();
        this.#failed.resolve();
      }
      this.moments.push(moment);
    }
    if (!this.#isOn) await NEVER;
  }

  /** A call to the outside: the power may fail before it, or after it, when its answer is lost. */
  async call<T>(what: string, call: () => Promise<T>): Promise<T> {
    await this.pass(`before ${what}`);
    try {
      return await call();
    } finally {
      await this.pass(`after ${what}`);
    }
  }
}
