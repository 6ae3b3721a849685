import type { MiddlewareHandler } from 'hono';
import { Pace } from '../../core/base/pace.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Requests that begin in one turn of the event loop. */
const PER_TURN = 16;
/** Requests that wait for their turn; their bodies are not read yet. */
export const MAX_WAITING = 4_000;

/** Lets a burst of requests begin at a pace. Throws a `UserError` (503) when too many wait. */
export function paced(perTurn = PER_TURN, maxWaiting = MAX_WAITING): MiddlewareHandler {
  const pace = new Pace(perTurn);
  return async (_context, next) => {
    if (pace.waiting >= maxWaiting) throw new UserError('too_busy');
    await pace.turn();
    await next();
  };
}
