import { DAY_MS } from '../../base/units.ts';
import { MAX_WAITING_PAIRS, type CreditsNow } from '../../domain/limits.ts';
import type { Caller } from '../../domain/person.ts';
import type { Clock } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import type { SideName } from '../../domain/side.ts';
import { UserError } from '../../words/user-error.ts';

/** What a person may still start. All of it are queries: there is no counter to go wrong. */
export class Budget {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(parts: { store: Store; clock: Clock }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
  }

  credits(caller: Caller): CreditsNow {
    return { ...this.#today(caller), lifetime: this.#store.credits.spent(caller.person.id, 0) };
  }

  #today(caller: Caller): Omit<CreditsNow, 'lifetime'> {
    const { credits, models, pairs } = this.#store;
    const dayStart = Math.floor(this.#clock.now() / DAY_MS) * DAY_MS;
    const id = caller.person.id;
    return {
      today: credits.spent(id, dayStart),
      inFlight: credits.inFlight(id) + 2 * pairs.planningOf(id),
      quota: models.planOf(caller).dailyQuota,
      resetAt: dayStart + DAY_MS,
    };
  }

  /** Throws a `UserError` (429) when `count` more pairs do not fit in the person's line. */
  demandRoom(caller: Caller, count: number): void {
    const fits = Math.max(0, MAX_WAITING_PAIRS - this.#store.pairs.waitingOf(caller.person.id));
    if (count > fits) throw new UserError('count_over_room', count, fits);
  }

  /** Throws a `UserError` (429) when the day's quota does not hold `needed` more credits. */
  demandCredits(caller: Caller, needed: number): void {
    const { today, inFlight, quota, resetAt } = this.#today(caller);
    const used = today + inFlight;
    if (needed === 0 || used + needed <= quota) return;
    const reset = `${new Date(resetAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    throw new UserError('quota_used', used, quota, needed, reset);
  }

  /** Credits that running this spec of the side costs: none when it was delivered before. */
  costOf(pairId: string, side: SideName, recipeHash: string): 0 | 1 {
    return this.#store.credits.paid(pairId, side, recipeHash) ? 0 : 1;
  }
}
