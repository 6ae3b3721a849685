import type { World } from '../base/world.ts';
import { mayRun, MAX_GENERATIONS, MAX_RUNS } from '../../domain/limits.ts';
import type { Model } from '../../domain/model.ts';
import type { Generation, Origin, PairView } from '../../domain/pair.ts';
import type { ActKind } from '../../domain/planned-act.ts';
import type { Caller } from '../../domain/person.ts';
import { isLive } from '../../domain/side.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import { isRaced, raced, rivalsOf } from '../../plan/race.ts';
import { UserError } from '../../words/user-error.ts';
import type { Controlled } from '../base/door.ts';
import type { Intake } from '../base/intake.ts';
import type { Budget } from './budget.ts';
import { newGeneration } from './new-generation.ts';
import type { Races } from './races.ts';
import type { Served } from './served.ts';
import type { Start, Transitions } from './transitions.ts';

export type RunParts = Pick<World, 'store' | 'clock' | 'ids' | 'digest' | 'queueBudgetMs'> & {
  readonly budget: Budget;
  readonly transitions: Transitions;
  readonly served: Served;
  readonly intake: Intake;
  readonly races: Pick<Races, 'enter'>;
};

/** A run that a setting starts, for the asker of the pair. */
export interface ActRun {
  readonly caller: Caller;
  readonly view: PairView;
  readonly generation: Generation;
  /** Joins the transaction of the start, before it: false when there is nothing to start any more. */
  readonly claim: () => boolean;
  /** Joins it behind the start, and undoes it by throwing. */
  readonly started: (generationId: string) => void;
}

/** Checks and starts later runs of a side. */
export class Runs {
  readonly #parts: RunParts;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /**
   * Returns the new generation's id. Throws a `UserError` and changes nothing when the run is refused. `started` joins the
   * transaction, and undoes it by throwing.
   */
  start(
    on: Controlled,
    given: SpecDraft,
    origin: Exclude<Origin, 'first' | ActKind>,
    started: (generationId: string) => void = () => undefined,
  ): string {
    this.#parts.intake.requireOpen();
    const id = this.#start({ ...on, claim: () => true, started }, given, origin);
    if (id === null) throw new UserError('already_running');
    return id;
  }

  /** As `start`, within the same limits; null when it was not claimed. */
  startAct(run: ActRun, given: SpecDraft, origin: ActKind): string | null {
    return this.#start(run, given, origin);
  }

  /**
   * Throws a `UserError` when the caller may not have one more image of the spec's model now: ask it before something else is paid
   * for that.
   */
  requireOneMore(caller: Caller, spec: SpecDraft): void {
    const { budget, store } = this.#parts;
    this.#requireModel(caller, spec);
    budget.requireRoom(caller, 1);
    budget.requireCredits(caller, 1, store.models.planOf(caller));
  }

  #start(run: ActRun, given: SpecDraft, origin: Exclude<Origin, 'first'>): string | null {
    const { store, transitions, queueBudgetMs, races } = this.#parts;
    const { caller, view, generation: from, claim, started } = run;
    const model = this.#requireModel(caller, given);
    // Another model that takes the side's place does so alone.
    const draft = origin === 'fallback' ? raced(given, []) : this.#raced(run, given, model);
    this.#requireReferences(draft);
    const id = store.transaction(() => {
      if (!claim()) return null;
      // Read inside the transaction, because two presses may both have seen an idle side.
      const now = store.pairs.view(view.pair.id);
      const generations = now?.generations.filter((one) => one.side === draft.side) ?? [];
      if (generations.some((one) => isLive(one.state))) throw new UserError('already_running');
      const { pair } = view;
      const by = caller.person;
      const input = { pair, draft, origin, fromId: from.id, by, earlier: generations };
      const next = newGeneration(input, this.#parts);
      this.#requireRuns(generations, next);
      this.#requireBudget(caller, next);
      if (!transitions.start(next, queueBudgetMs)) throw new UserError('already_running');
      store.pairs.touch(pair.id);
      races.enter(pair, next);
      started(next.id);
      return next.id;
    });
    if (id !== null) transitions.signalChange(view.pair.id);
    return id;
  }

  /** Whether other models try too depends on the prompt of this run, and on what can be had now. */
  #raced({ caller, view }: ActRun, draft: SpecDraft, model: Model): SpecDraft {
    const { store, served } = this.#parts;
    if (!isRaced(draft.userPrompt, view.pair.request.experiment)) return raced(draft, []);
    const [models, plan] = [store.models.list(), store.models.planOf(caller)];
    return raced(draft, rivalsOf(model, { models, plan, served: served.providers }));
  }

  #requireModel(caller: Caller, draft: SpecDraft): Model {
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
    return model;
  }

  /** Old specs may use references that were removed from the pool, but not purged ones. */
  #requireReferences({ references }: SpecDraft): void {
    const ids = references.flatMap((one) => one.id ?? []);
    const purged = this.#parts.store.pool.purged(ids);
    if (purged.length > 0) throw new UserError('reference_withdrawn');
  }

  #requireRuns(generations: readonly Generation[], { side, recipeHash }: Start): void {
    const may = mayRun(generations, side, recipeHash);
    if (may === 'runs_used') throw new UserError('runs_used', MAX_RUNS);
    if (may === 'side_full') throw new UserError('side_full', MAX_GENERATIONS);
  }

  #requireBudget(caller: Caller, { pairId, side, recipeHash }: Start): void {
    const { budget, store } = this.#parts;
    budget.requireRoom(caller, 1);
    const cost = budget.costOf(pairId, side, recipeHash);
    budget.requireCredits(caller, cost, store.models.planOf(caller));
  }
}
