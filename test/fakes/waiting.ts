/** What has not come by then never comes, however slow the machine. */
const PATIENCE_MS = 120_000;

function attempt<T>(look: () => T, fail: (error: unknown) => void): T | undefined {
  try {
    return look();
  } catch (error) {
    fail(error);
    return undefined;
  }
}

/** Promises of something that a test looks for. */
export class Waiting {
  readonly #lookers = new Set<() => void>();

  until<T>(look: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => {
        this.#lookers.delete(check);
        reject(new Error(`it never came about: ${look.toString()}`));
      }, PATIENCE_MS);
      const check = () => {
        const found = attempt(look, reject);
        if (found === undefined || found === null || found === false) return;
        clearTimeout(tooLong);
        this.#lookers.delete(check);
        resolve(found);
      };
      this.#lookers.add(check);
      check();
    });
  }

  /** Something has happened: everybody looks. */
  look(): void {
    for (const check of this.#lookers) check();
  }
}
