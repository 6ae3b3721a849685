import { PERSON_ID, personId } from '../../domain/person.ts';
import type { Plan } from '../../domain/model.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { EVERYBODYS } from './defaults.ts';

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;
/** A person of a surface, or a role (in Discord, the role's id). */
const HOLDER = new RegExp(`^(?:${PERSON_ID}|role:[^,\\s]+)$`);

/** Validates and stores plans: tiers and daily quotas. Callers check permission. */
export class PlanKeeper {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds a plan or changes fields of one. Throws a `UserError`, also for a tier without an active model. */
  set(name: string, fields: Partial<Omit<Plan, 'name'>>): Plan {
    if (!NAME.test(name)) throw new UserError('plan_name_invalid', name);
    const { models } = this.#store;
    return this.#store.transaction(() => {
      const before = models.plans().find((one) => one.name === name);
      const { tiers, dailyQuota } = { ...before, ...fields };
      if (tiers?.length === 0) throw new UserError('plan_tiers_none');
      if (tiers === undefined || dailyQuota === undefined) {
        throw new UserError('plan_incomplete', name);
      }
      this.#requireTiers(tiers);
      if (name === EVERYBODYS) this.#requireDefault(before, tiers);
      if (!Number.isInteger(dailyQuota) || dailyQuota < 0 || dailyQuota > 1_000_000) {
        throw new UserError('plan_quota_invalid');
      }
      const plan = { name, tiers: [...new Set(tiers)], dailyQuota };
      models.putPlan(plan);
      return plan;
    });
  }

  /** Replaces the plan of a person or a role. Throws a `UserError`. */
  give(named: string, name: string): void {
    const { models } = this.#store;
    const holder = personId(named);
    if (!HOLDER.test(holder)) throw new UserError('plan_holder_invalid', named);
    const plans = models.plans().map((one) => one.name);
    if (!plans.includes(name)) throw new UserError('plan_unknown', name, plans.join(', '));
    models.holdPlan(holder, name);
  }

  #requireTiers(tiers: readonly string[]): void {
    const active = this.#store.models.list().filter((one) => one.active);
    const known = new Set(active.map((one) => one.tier));
    const empty = tiers.find((tier) => !known.has(tier));
    if (empty !== undefined) {
      throw new UserError('plan_tier_empty', empty, [...known].join(', '));
    }
  }

  /** The default plan must keep the tier of the default model, if it had it. */
  #requireDefault(before: Plan | undefined, tiers: readonly string[]): void {
    const { displayName, tier } = this.#store.models.default();
    const isTaken = before === undefined || before.tiers.includes(tier);
    if (isTaken && !tiers.includes(tier)) {
      throw new UserError('plan_lacks_default', tier, displayName);
    }
  }
}
