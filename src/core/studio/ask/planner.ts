import type { World } from '../base/world.ts';
import { choiceOf } from '../../domain/experiment.ts';
import { placesOf } from '../../plan/choose-references.ts';
import { freezePair, type PairDrafts } from '../../plan/freeze.ts';
import type { Model } from '../../domain/model.ts';
import type { Pair } from '../../domain/pair.ts';
import { classifyByRules } from '../../plan/rules.ts';
import type { OwnReference } from '../../domain/reference.ts';
import type { SideName } from '../../domain/side.ts';
import type { PairPlan } from '../../domain/spec.ts';
import { storageRefusal } from '../../words/storage-refusal.ts';
import { UserError } from '../../words/user-error.ts';
import { say } from '../../words/words.ts';
import type { OwnReferences } from './attachments.ts';
import { newGeneration } from '../run/new-generation.ts';
import { poolSnapshot } from '../base/pool-snapshot.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { Presenter } from '../show/presenter.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import type { Transitions } from '../run/transitions.ts';
import { within } from '../../base/within.ts';

/** Milliseconds from the command until a pair must be planned. */
export const PLAN_MS = 20_000;
/** Milliseconds for the text model, which leave the rules time to classify instead. */
const CLASSIFY_MS = 12_000;

/** Milliseconds that a burst of first answers may hold up planning. */
const BURST_MS = 1_000;

/** Looks for other pictures in the place of lost ones. */
const MAX_LOOKS = 5;

export type PlannerParts = Pick<
  World,
  'store' | 'clock' | 'ids' | 'digest' | 'classifier' | 'log' | 'queueBudgetMs'
> & {
  readonly own: OwnReferences;
  readonly transitions: Transitions;
  readonly presenter: Pick<Presenter, 'answersGiven'>;
  readonly commits: Pick<GroupCommit, 'run'>;
  readonly lost: Pick<LostPictures, 'look' | 'without'>;
};

/** Plans stored pairs: makes two generations with frozen specs, before the deadline. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #working = new Map<
    string,
    { readonly done: Promise<void>; readonly abort: () => void }
  >();
  #turns: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** Starts planning a pair, unless that runs already. */
  plan(pairId: string): void {
    if (this.#closed || this.#working.has(pairId)) return;
    const controller = new AbortController();
    const done = this.#run(pairId, controller.signal)
      // Only the database can fail here. The pair stays in planning until its deadline refuses it.
      .catch((cause: unknown) => {
        this.#parts.log.error(
          { err: cause, pair: pairId },
          'the result of a planning was not stored',
        );
      })
      .finally(() => this.#working.delete(pairId));
    this.#working.set(pairId, { done, abort: () => controller.abort() });
  }

  /** Plans again what an earlier process left unplanned, with a new deadline. */
  recover(): void {
    const { store, clock } = this.#parts;
    for (const id of store.pairs.planning()) {
      store.pairs.replan(id, clock.now() + PLAN_MS);
      this.plan(id);
    }
  }

  /** Refuses pairs whose planning deadline has passed. */
  expire(): void {
    const { store, clock } = this.#parts;
    for (const id of store.pairs.planning()) {
      const pair = store.pairs.get(id);
      if (pair === undefined || pair.planDeadline >= clock.now()) continue;
      this.#refuse(pair, new UserError('planning_timeout'));
      this.#working.get(id)?.abort();
    }
  }

  /** Stops. The next process plans the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { abort } of this.#working.values()) abort();
    await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  async #run(pairId: string, signal: AbortSignal): Promise<void> {
    const { store, own, log } = this.#parts;
    const pair = store.pairs.get(pairId);
    if (pair?.state !== 'planning') return;
    await this.#turn(signal);
    if (signal.aborted) return;
    try {
      const attached = store.pairs.attachments(pairId);
      const [kept, plan] = await Promise.all([
        own.keep(pair, attached, signal),
        this.#classify(pair, signal),
      ]);
      await this.#lookForPictures(pair, plan, kept);
      await this.#change(pairId, () => !signal.aborted && this.#freeze(pair, plan, kept));
    } catch (cause) {
      if (signal.aborted) return;
      const isRefusal = cause instanceof UserError;
      if (!isRefusal) log.error({ err: cause, pair: pairId }, 'a pair could not be planned');
      const refusal = isRefusal ? cause : storageRefusal(cause);
      const why = say(refusal ?? new UserError('planning_failed'), pair.locale);
      await this.#change(pairId, () => this.#parts.store.pairs.refused(pairId, why));
    }
  }

  /** Resolves for one pair per turn of the event loop, and in a burst after its first answers. */
  #turn(signal: AbortSignal): Promise<void> {
    const { clock, presenter } = this.#parts;
    // One burst delays all waiting pairs by one second together, not by one second each.
    const until = clock.now() + BURST_MS;
    this.#turns = this.#turns.then(async () => {
      const ms = until - clock.now();
      if (ms > 0) {
        await within({ clock, ms, signal }, () => presenter.answersGiven()).catch(() => undefined);
      }
      await new Promise((resolve) => setImmediate(resolve));
    });
    return this.#turns;
  }

  async #classify(pair: Pair, signal: AbortSignal): Promise<PairPlan> {
    const { classifier, store, clock, log } = this.#parts;
    const { seed, request } = pair;
    const { prompt } = request;
    const categories = store.pool.categories();
    const places = placesOf(store.pool.available('tone'));
    const limits = { clock, ms: CLASSIFY_MS, signal };
    try {
      const said = await within(limits, (limited) =>
        classifier.classify(prompt, { categories, places }, limited),
      );
      return { ...said, madeBy: classifier.name, fallbackReason: null, seed };
    } catch (cause) {
      log.warn({ err: cause, pair: pair.id }, 'the rules classify instead of the text model');
      const fallbackReason = cause instanceof Error ? cause.message : String(cause);
      return {
        ...classifyByRules(prompt, categories, places),
        madeBy: 'rules',
        fallbackReason,
        seed,
      };
    }
  }

  /** Commits a change of the pair. Waits while another program holds the database. */
  async #change(pairId: string, work: () => boolean): Promise<void> {
    const { commits, transitions } = this.#parts;
    if (await commits.run(work, PLAN_MS)) transitions.signalChange(pairId);
  }

  /** False when the pair is not in planning any more. Joins the caller's transaction. */
  #freeze(pair: Pair, plan: PairPlan, own: readonly OwnReference[]): boolean {
    const { store, transitions, queueBudgetMs } = this.#parts;
    const { asker: by } = pair;
    const drafts = this.#drafts(pair, plan, own);
    if (!store.pairs.planned(pair.id, plan, own, drafts.comparable)) return false;
    for (const draft of [drafts.A, drafts.B]) {
      const input = { pair, draft, origin: 'first', fromId: null, by, earlier: [] } as const;
      transitions.start(newGeneration(input, this.#parts), queueBudgetMs);
    }
    return true;
  }

  /** Finds out which of the pictures that the pair would use are lost, so that it is frozen without them. */
  async #lookForPictures(pair: Pair, plan: PairPlan, own: readonly OwnReference[]): Promise<void> {
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      const { A, B } = this.#drafts(pair, plan, own);
      const used = [...A.references, ...B.references].filter(({ id }) => id !== null);
      if (!(await this.#parts.lost.look(used.map(({ key }) => key)))) return;
    }
  }

  #drafts(pair: Pair, plan: PairPlan, own: readonly OwnReference[]): PairDrafts {
    const models = { A: this.#model(pair, 'A'), B: this.#model(pair, 'B') };
    const pool = this.#parts.lost.without(poolSnapshot(this.#parts.store));
    return freezePair({ ...pair, plan, own }, pool, models);
  }

  #model(pair: Pair, side: SideName): Model {
    const { modelId } = choiceOf(pair, side);
    const model = this.#parts.store.models.get(modelId);
    if (model?.active === true) return model;
    throw new UserError('model_unavailable', model?.displayName ?? modelId);
  }

  #refuse(pair: Pair, error: UserError): void {
    const { store, transitions } = this.#parts;
    if (store.pairs.refused(pair.id, say(error, pair.locale))) transitions.signalChange(pair.id);
  }
}
