import type { MiddlewareHandler } from 'hono';
import { UserError } from '../../core/words/user-error.ts';

/** Requests that begin in one turn of the event loop. */
const PER_TURN = 16;
/** Requests that wait for their turn; their bodies are not read yet. */
export const MAX_WAITING = 4_000;

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

/** Lets a burst of requests begin at a pace. Throws a `UserError` (503) when too many wait. */
export function paced(perTurn = PER_TURN, maxWaiting = MAX_WAITING): MiddlewareHandler {
  const pace = new Pace(perTurn);
  return async (_context, next) => {
    if (pace.waiting >= maxWaiting) throw new UserError('too_busy');
    await pace.turn();
    await next();
  };
}
