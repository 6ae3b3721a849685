import { MAX_WAITING_PAIRS, type CreditsNow } from '../../domain/limits.ts';
import type { Plan } from '../../domain/model.ts';
import type { Caller } from '../../domain/person.ts';
import type { World } from '../base/world.ts';
import type { SideName } from '../../domain/side.ts';
import { UserError } from '../../words/user-error.ts';

/** How much a person may still start, counted from the rows each time: no counter can be wrong. */
export class Budget {
  readonly #parts: Pick<World, 'store' | 'clock' | 'days'>;

  constructor(parts: Pick<World, 'store' | 'clock' | 'days'>) {
    this.#parts = parts;
  }

  credits(caller: Caller): CreditsNow {
    const { store, days } = this.#parts;
    const { credits, models } = store;
    const today = this.#today(caller, models.planOf(caller));
    return {
      ...today,
      reset: days.minuteOf(today.resetAt),
      lifetime: credits.spent(caller.person.id, 0),
    };
  }

  #today(caller: Caller, { dailyQuota }: Plan): Omit<CreditsNow, 'lifetime' | 'reset'> {
    const { store, clock, days } = this.#parts;
    const day = days.of(clock.now());
    const { spent, inFlight, planning } = store.credits.now(caller.person.id, day.begins);
    return {
      today: spent,
      inFlight: inFlight + 2 * planning,
      quota: dailyQuota,
      resetAt: day.ends,
    };
  }

  /** Throws a `UserError` (429) when the person would have too many waiting pairs with `count` more. */
  requireRoom(caller: Caller, count: number): void {
    const fits = Math.max(
      0,
      MAX_WAITING_PAIRS - this.#parts.store.pairs.waitingOf(caller.person.id),
    );
    if (count > fits) throw new UserError('count_over_room', count, fits);
  }

  /** Throws a `UserError` (429) when today's quota of their plan is too small for `needed` more credits. */
  requireCredits(caller: Caller, needed: number, plan: Plan): void {
    if (needed === 0) return;
    const { today, inFlight, quota, resetAt } = this.#today(caller, plan);
    const used = today + inFlight;
    if (used + needed <= quota) return;
    throw new UserError('quota_used', used, quota, needed, this.#parts.days.minuteOf(resetAt));
  }

  /** Credits for a run of this recipe: none when it was delivered before. */
  costOf(pairId: string, side: SideName, recipeHash: string): 0 | 1 {
    return this.#parts.store.credits.paid(pairId, side, recipeHash) ? 0 : 1;
  }
}
