/** Answers that a test holds back. */
export interface Hold {
  /** The first such request is done, and its answer held. */
  readonly seen: Promise<void>;
  /** Lets every held answer go, and holds no more. */
  readonly release: () => void;
}

interface Holding {
  readonly fits: (name: string) => boolean;
  readonly see: () => void;
  readonly released: Promise<void>;
}

/** Holds the answers of requests by their names: paths or methods. */
export class Holds {
  readonly #open = new Map<Holding, () => void>();

  add(fits: Holding['fits']): Hold {
    const seen = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const holding = { fits, see: seen.resolve, released: released.promise };
    this.#open.set(holding, released.resolve);
    const release = () => {
      this.#open.delete(holding);
      released.resolve();
    };
    return { seen: seen.promise, release };
  }

  /** Resolves when the answer of this request may go. */
  async gate(name: string): Promise<void> {
    for (const holding of this.#open.keys()) {
      if (!holding.fits(name)) continue;
      holding.see();
      await holding.released;
    }
  }

  /** Lets every answer go. */
  clear(): void {
    for (const release of this.#open.values()) release();
    this.#open.clear();
  }
}
