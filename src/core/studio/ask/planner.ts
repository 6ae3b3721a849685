import type { World } from '../base/world.ts';
import type { Pair } from '../../domain/pair.ts';
import { storageRefusal } from '../../words/storage-refusal.ts';
import { UserError } from '../../words/user-error.ts';
import { inAllLanguages } from '../../words/words.ts';
import type { OwnReferences } from './attachments.ts';
import { Drawing, type Drawn, type PlannedPair } from './drawing.ts';
import type { PairPlans } from './plan-of.ts';
import { PlanningTurns } from './planning-turns.ts';
import { newGeneration } from '../run/new-generation.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { HeaderGate } from '../base/header-gate.ts';
import type { Presenter } from '../show/presenter.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import type { Races } from '../run/races.ts';
import type { Transitions } from '../run/transitions.ts';
import { within } from '../../base/within.ts';

/** Milliseconds that planning a pair may take, once its turn has come. */
export const PLAN_MS = 20_000;
/** Milliseconds of these that are left to the rules and to freezing. */
const FREEZE_MS = 2_000;
/** Milliseconds that a header may hold up planning: longer than it is tried. */
const HEADER_MS = 3_600_000;
/** Milliseconds that first answers may hold up planning. */
const ANSWERS_MS = 1_000;
/** Pairs planned at once, which wait for the text model. */
const AT_ONCE = 8;
/** Pairs with attachments planned at once: their bytes are in memory, and slow ones must not hold up the others. */
const FETCHING_AT_ONCE = 4;

export type PlannerParts = Pick<
  World,
  'store' | 'clock' | 'ids' | 'digest' | 'log' | 'queueBudgetMs'
> & {
  readonly own: OwnReferences;
  readonly plans: Pick<PairPlans, 'of'>;
  readonly races: Pick<Races, 'enter'>;
  readonly transitions: Transitions;
  readonly presenter: Pick<Presenter, 'answersGiven'>;
  readonly gate: Pick<HeaderGate, 'needsHeader' | 'opening'>;
  readonly commits: Pick<GroupCommit, 'commit'>;
  readonly lost: Pick<LostPictures, 'look' | 'without'>;
};

/** A pair that waits for its turn, or is being planned. */
interface Working {
  readonly done: Promise<void>;
  readonly abort: () => void;
}

/** Plans stored pairs in the order they came: makes two generations with frozen specs, before the deadline. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #working = new Map<string, Working>();
  readonly #plain: PlanningTurns;
  readonly #fetching: PlanningTurns;
  readonly #drawing: Drawing;
  #closed = false;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#plain = new PlanningTurns(AT_ONCE, parts.clock);
    this.#fetching = new PlanningTurns(FETCHING_AT_ONCE, parts.clock);
    this.#drawing = new Drawing(parts);
  }

  /**
   * Plans a pair when its turn comes, unless it waits for that already. The `answer` to its command comes before: both need the
   * machine. So does its header, where only that shows whether the bot may post.
   */
  plan(pairId: string, hasAttachments: boolean, answer?: Promise<unknown>): void {
    if (this.#closed || this.#working.has(pairId)) return;
    const controller = new AbortController();
    const turns = this.#turnsFor(hasAttachments);
    const { signal } = controller;
    const done = this.#afterAnswer(pairId, answer, signal)
      .then(() => this.#inTurn(pairId, turns, signal))
      // Only the database can fail here. The pair stays in planning, and is planned again.
      .catch((cause: unknown) => {
        this.#parts.log.error(
          { err: cause, pair: pairId },
          'the result of a planning was not stored',
        );
      })
      .finally(() => this.#working.delete(pairId));
    this.#working.set(pairId, { done, abort: () => controller.abort() });
  }

  /** Milliseconds until a pair that comes now would be planned, by how long the last ones took. */
  waitMs(hasAttachments: boolean): number {
    return this.#turnsFor(hasAttachments).waitMs;
  }

  /** Plans again what an earlier process left unplanned, with a new deadline. */
  recover(): void {
    const { store, clock, queueBudgetMs } = this.#parts;
    for (const id of store.pairs.planning()) {
      store.pairs.replan(id, planDeadline(clock.now(), queueBudgetMs));
    }
    this.resume();
  }

  /** Plans again what a fault of the database left in planning. */
  resume(): void {
    const { pairs } = this.#parts.store;
    for (const id of pairs.planning()) {
      if (!this.#working.has(id)) this.plan(id, pairs.attachments(id).length > 0);
    }
  }

  /** Refuses pairs whose deadline has passed, which only a fault of ours brings about. */
  expire(): void {
    const { store, clock } = this.#parts;
    for (const id of store.pairs.unplannedAt(clock.now())) {
      const pair = store.pairs.get(id);
      if (pair !== undefined) this.#refuse(pair, new UserError('planning_timeout'));
      this.#working.get(id)?.abort();
    }
  }

  /** Resolves when nothing is being planned. */
  async idle(): Promise<void> {
    await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  /** Stops. The next process plans the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { abort } of this.#working.values()) abort();
    await this.idle();
  }

  #turnsFor(hasAttachments: boolean): PlanningTurns {
    return hasAttachments ? this.#fetching : this.#plain;
  }

  async #inTurn(pairId: string, turns: PlanningTurns, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const joinedAt = clock.now();
    await turns.run(async () => {
      if (signal.aborted) return;
      await this.#afterAnswers(joinedAt + ANSWERS_MS, signal);
      if (!signal.aborted) await this.#plan(pairId, clock.now() - joinedAt, signal);
    });
  }

  /** `waitedMs`: how long the pair has waited for its turn. */
  async #plan(pairId: string, waitedMs: number, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#parts;
    const pair = store.pairs.get(pairId);
    if (pair?.state !== 'planning') return;
    try {
      await this.#withinTime(signal, (limited) => this.#prepare(pair, waitedMs, limited));
    } catch (cause) {
      if (signal.aborted) return;
      const isRefusal = cause instanceof UserError;
      if (!isRefusal) log.error({ err: cause, pair: pairId }, 'a pair could not be planned');
      const refusal = isRefusal ? cause : storageRefusal(cause);
      const { sentence } = refusal ?? new UserError('planning_failed');
      const why = inAllLanguages(sentence);
      await this.#change(pairId, () => this.#parts.store.pairs.refused(pairId, why));
    }
  }

  /** Rejects with a `UserError` when the time is up, but waits for work that a stop aborts: it uses what is closed next. */
  async #withinTime(
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { clock } = this.#parts;
    let working: Promise<void> = Promise.resolve();
    await within({ clock, ms: PLAN_MS, signal, late: tooLate }, (limited) => {
      working = work(limited);
      return working;
    }).catch(async (cause: unknown) => {
      if (signal.aborted) await working.catch(() => undefined);
      throw cause;
    });
  }

  async #prepare(pair: Pair, waitedMs: number, signal: AbortSignal): Promise<void> {
    const { store, clock, own, plans } = this.#parts;
    const until = clock.now() + PLAN_MS - FREEZE_MS;
    const attached = store.pairs.attachments(pair.id);
    const kept = await own.keep(pair, attached, signal);
    const plan = await plans.of(pair, kept, { until, signal });
    const planned = { ...pair, plan, own: kept };
    const drawn = await this.#drawing.draw(planned);
    if (!signal.aborted) await this.#freeze(planned, drawn, waitedMs, signal);
  }

  /** Never rejects. */
  async #afterAnswer(
    pairId: string,
    answer: Promise<unknown> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, gate } = this.#parts;
    const isNeeded = gate.needsHeader(pairId);
    if (answer === undefined && !isNeeded) return;
    await within({ clock, ms: isNeeded ? HEADER_MS : ANSWERS_MS, signal }, async () => {
      // It decides for all pairs of its command.
      await answer;
      if (isNeeded) await gate.opening(pairId);
    }).catch(() => undefined);
  }

  /** Resolves in a turn of the event loop of its own, and in a burst after its first answers. */
  async #afterAnswers(until: number, signal: AbortSignal): Promise<void> {
    const { clock, presenter } = this.#parts;
    const ms = until - clock.now();
    if (ms > 0) {
      await within({ clock, ms, signal }, () => presenter.answersGiven()).catch(() => undefined);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The time that a pair waited for its turn is part of the time that its generations may wait. */
  async #freeze(
    pair: PlannedPair,
    drawn: Drawn,
    waitedMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, transitions, queueBudgetMs } = this.#parts;
    const { asker: by } = pair;
    const waitMs = Math.max(0, queueBudgetMs - waitedMs);
    await this.#change(pair.id, () => {
      if (signal.aborted) return false;
      const { drafts } = this.#drawing.now(pair, drawn);
      if (!store.pairs.planned(pair.id, pair.plan, pair.own, drafts.comparable)) return false;
      for (const draft of [drafts.A, drafts.B]) {
        const input = { pair, draft, origin: 'first', fromId: null, by, earlier: [] } as const;
        const next = newGeneration(input, this.#parts);
        if (transitions.start(next, waitMs)) this.#parts.races.enter(pair, next);
      }
      return true;
    });
  }

  /** Commits a change of the pair. Waits while another program holds the database. */
  async #change(pairId: string, work: () => boolean): Promise<void> {
    const { commits, transitions } = this.#parts;
    if (await commits.commit(work, PLAN_MS)) transitions.signalChange(pairId, 'edits');
  }

  #refuse(pair: Pair, error: UserError): void {
    const { store, transitions } = this.#parts;
    const isRefused = store.pairs.refused(pair.id, inAllLanguages(error.sentence));
    if (isRefused) transitions.signalChange(pair.id);
  }
}

/** When a pair that comes `at` must be planned: after its wait in line, which includes that for its turn. */
export function planDeadline(at: number, queueBudgetMs: number): number {
  return at + queueBudgetMs + PLAN_MS;
}

function tooLate(): UserError {
  return new UserError('planning_timeout');
}
