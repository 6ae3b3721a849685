import type { MiddlewareHandler } from 'hono';
import { UserError } from '../../core/words/user-error.ts';

/** Requests that begin in one turn of the event loop. */
const PER_TURN = 16;
/** Requests that wait for their turn; their bodies are not read yet. */
const MAX_WAITING = 4_000;

/**
 * Lets a burst of requests begin a few at a time, in their order, so that other work runs in between. Throws a `UserError`
 * (503) when too many wait.
 */
export function paced(perTurn = PER_TURN, maxWaiting = MAX_WAITING): MiddlewareHandler {
  const waiting: (() => void)[] = [];
  let begun = 0;
  const nextTurn = () => {
    const released = waiting.splice(0, perTurn);
    begun = released.length;
    for (const begin of released) begin();
    if (begun > 0) setImmediate(nextTurn);
  };
  return async (_context, next) => {
    if (begun === 0) setImmediate(nextTurn);
    if (begun < perTurn && waiting.length === 0) begun += 1;
    else if (waiting.length >= maxWaiting) throw new UserError('too_busy');
    else await new Promise<void>((resolve) => waiting.push(resolve));
    await next();
  };
}
