import type { World } from '../base/world.ts';
import { mayRun, MAX_GENERATIONS, MAX_RUNS } from '../../domain/limits.ts';
import type { Generation, Origin } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { isLive } from '../../domain/side.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import { UserError } from '../../words/user-error.ts';
import type { Controlled } from '../base/door.ts';
import type { Budget } from './budget.ts';
import { newGeneration, recipeHash } from './new-generation.ts';
import type { Served } from './served.ts';
import type { Transitions } from './transitions.ts';

export type RunParts = Pick<World, 'store' | 'clock' | 'ids' | 'digest' | 'queueBudgetMs'> & {
  readonly budget: Budget;
  readonly transitions: Transitions;
  readonly served: Served;
};

/** Checks and starts later runs of a side. */
export class Runs {
  readonly #parts: RunParts;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** Returns the new generation's id. Throws a `UserError` and changes nothing when the run is refused. */
  start(on: Controlled, draft: SpecDraft, origin: Exclude<Origin, 'first'>): string {
    const { store, transitions, queueBudgetMs } = this.#parts;
    const { caller, view, generation: from } = on;
    this.#requireModel(caller, draft);
    this.#requireReferences(draft);
    const id = store.transaction(() => {
      // Read inside the transaction, because two presses may both have seen an idle side.
      const now = store.pairs.view(view.pair.id);
      const generations = now?.generations.filter((one) => one.side === draft.side) ?? [];
      this.#requireIdle(generations, draft);
      this.#requireBudget(caller, view.pair.id, draft);
      const number = generations.length + 1;
      const input = { pair: view.pair, draft, origin, fromId: from.id, by: caller.person, number };
      const next = newGeneration(input, this.#parts);
      if (!transitions.start(next, queueBudgetMs)) throw new UserError('already_running');
      return next.id;
    });
    transitions.signalChange(view.pair.id);
    return id;
  }

  #requireModel(caller: Caller, draft: SpecDraft): void {
    const { models } = this.#parts.store;
    const model = models.get(draft.modelId);
    if (model?.active !== true) {
      throw new UserError('model_unavailable', model?.displayName ?? draft.model);
    }
    const { tiers } = models.planOf(caller);
    if (!tiers.includes(model.tier)) {
      throw new UserError('tier_not_in_plan', model.tier, tiers.join(', '));
    }
    if (!this.#parts.served.providers.includes(model.provider)) {
      throw new UserError('provider_unserved', model.displayName, '');
    }
  }

  /** Old specs may use references that were removed from the pool, but not purged ones. */
  #requireReferences({ references }: SpecDraft): void {
    const ids = references.flatMap((one) => one.id ?? []);
    const purged = this.#parts.store.pool.purged(ids);
    if (purged.length > 0) throw new UserError('reference_withdrawn');
  }

  #requireIdle(generations: readonly Generation[], draft: SpecDraft): void {
    if (generations.some((one) => isLive(one.state))) throw new UserError('already_running');
    const may = mayRun(generations, draft.side, recipeHash(draft, this.#parts.digest));
    if (may === 'runs_used') throw new UserError('runs_used', MAX_RUNS);
    if (may === 'side_full') throw new UserError('side_full', MAX_GENERATIONS);
  }

  #requireBudget(caller: Caller, pairId: string, draft: SpecDraft): void {
    const { budget, digest } = this.#parts;
    budget.requireRoom(caller, 1);
    budget.requireCredits(caller, budget.costOf(pairId, draft.side, recipeHash(draft, digest)));
  }
}
