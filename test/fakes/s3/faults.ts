import type { OperationName } from './operation.ts';

/**
 * How a request goes wrong. `cut` comes before anything is done, `cut-after` when all is done but the answer;
 * both halves of a body stay out with `cut-body` and `stall-body`.
 */
export type Fault =
  | 'internal-error'
  | 'slow-down'
  | 'access-denied'
  | 'cut'
  | 'cut-after'
  | 'cut-body'
  | 'stall'
  | 'stall-body'
  | 'error-in-200'
  | Hold;

/** An answer that waits until it is released, before or after the operation was done. */
export class Hold {
  readonly when: 'before' | 'after';
  /** Resolves when a request has come so far. */
  readonly reached: Promise<void>;
  readonly released: Promise<void>;
  #reach = () => {};
  #release = () => {};

  constructor(when: 'before' | 'after') {
    this.when = when;
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
    this.released = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  /** Waits for the release, and tells that it waits. */
  async wait(): Promise<void> {
    this.#reach();
    await this.released;
  }

  /** Lets the answer go. */
  release(): void {
    this.#release();
  }
}

interface Plan {
  readonly operation: OperationName;
  readonly fault: Fault;
  times: number;
}

/** What will go wrong, in the order in which it was planned. */
export class Faults {
  readonly #plans: Plan[] = [];

  plan(operation: OperationName, fault: Fault, times: number): void {
    this.#plans.push({ operation, fault, times });
  }

  /** The fault of this request; used up by it. */
  take(operation: OperationName, key: string | null): Fault | null {
    // A hub's probe comes when it likes: it must not take a hold that waits for an image.
    const isProbe = key?.startsWith('probe/') ?? false;
    const plan = this.#plans.find(
      ({ operation: planned, fault, times }) =>
        planned === operation && times > 0 && !(isProbe && fault instanceof Hold),
    );
    if (plan === undefined) return null;
    plan.times -= 1;
    return plan.fault;
  }

  clear(): void {
    for (const { fault } of this.#plans.splice(0)) if (fault instanceof Hold) fault.release();
  }
}
