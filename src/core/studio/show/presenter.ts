import type { World } from '../base/world.ts';
import { headerCard } from '../../cards/header.ts';
import type { Pair } from '../../domain/pair.ts';
import type { FirstAnswer, Surface } from '../../ports/surface.ts';
import { cardContext, type ContextParts } from './card-context.ts';
import type { Delivery } from './delivery.ts';
import { Lane } from './lane.ts';
import type { Posting } from './posting.ts';
import { importance, type Task, tasksOf } from './messages.ts';

export type PresenterParts = ContextParts &
  Pick<World, 'clock' | 'digest' | 'log'> & {
    readonly delivery: Delivery;
    readonly posting: Posting;
  };

/** How many waiting pairs are told when the line moves. */
const TOLD_OF_LINE = 50;
const LINE_MS = 1_000;
/** More first answers under way than these are a burst. */
const FEW_ANSWERS = 8;

/** Keeps every message true: one lane a channel, and only what has changed is sent. */
export class Presenter {
  readonly #parts: PresenterParts;
  readonly #lanes = new Map<string, Lane<Task>>();
  /** Pairs whose headers are being given as first answers: their lanes wait for that. */
  readonly #answering = new Map<string, Promise<void>>();
  /** Resolves when the burst that is under way is over. */
  #burst: PromiseWithResolvers<void> | null = null;
  #stopLine: (() => void) | null = null;
  #closed = false;

  constructor(parts: PresenterParts) {
    this.#parts = parts;
  }

  /** Resolves when no burst of first answers is under way. */
  answersGiven(): Promise<void> {
    if (this.#answering.size <= FEW_ANSWERS) return Promise.resolve();
    this.#burst ??= Promise.withResolvers();
    return this.#burst.promise;
  }

  /**
   * Shows a new pair's header as the first answer to its command: at once, outside its channel's lane,
   * which goes on from there whatever comes of it.
   */
  answer(pairId: string, give: FirstAnswer): void {
    const view = this.#parts.store.pairs.view(pairId);
    if (view === undefined || this.#closed) return;
    const card = headerCard(view, cardContext(this.#parts, view.pair.locale));
    const done = this.#parts.posting.answer(view.pair, card, give).finally(() => {
      this.#answering.delete(pairId);
      if (this.#answering.size === FEW_ANSWERS) {
        this.#burst?.resolve();
        this.#burst = null;
      }
      this.#markPair(view.pair);
    });
    this.#answering.set(pairId, done);
  }

  /** A message of the pair may show something else now. */
  mark(pairId: string): void {
    const pair = this.#parts.store.pairs.get(pairId);
    if (pair !== undefined) this.#markPair(pair);
  }

  /** Looks for what was changed beside this process: the command line tells nobody. */
  catchUp(): void {
    for (const pairId of this.#parts.store.pairs.unshown()) {
      const pair = this.#parts.store.pairs.get(pairId);
      if (pair !== undefined) this.#laneOf(pair)?.nudge(pairId);
    }
  }

  /** Places in line have changed: the first who wait see theirs, within a second. */
  markLine(): void {
    if (this.#closed) return;
    this.#stopLine ??= this.#parts.clock.after(LINE_MS, () => {
      this.#stopLine = null;
      try {
        this.#tellLine();
      } catch (cause) {
        this.#parts.log.error({ err: cause }, 'those who wait could not be told of their place');
      }
    });
  }

  #tellLine(): void {
    const told = new Set(
      this.#parts.store.line
        .waiting()
        .slice(0, 2 * TOLD_OF_LINE)
        .map((entry) => entry.pairId),
    );
    for (const pairId of told) this.mark(pairId);
  }

  /** Shows whatever an earlier process committed and did not show. */
  recover(): void {
    for (const pairId of this.#parts.store.pairs.unshown()) this.mark(pairId);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopLine?.();
    await Promise.all(this.#answering.values());
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #markPair(pair: Pair): void {
    this.#laneOf(pair)?.mark(pair.id);
  }

  /** Undefined where nothing can be shown. */
  #laneOf({ place }: Pair): Lane<Task> | undefined {
    const surface = this.#parts.surfaces.get(place.surface);
    if (this.#closed || surface === undefined) return undefined;
    const key = `${place.surface}\n${place.workspace}\n${place.channel}`;
    const lane = this.#lanes.get(key) ?? this.#newLane(surface);
    this.#lanes.set(key, lane);
    return lane;
  }

  #newLane({ gapMs }: Surface): Lane<Task> {
    const { clock, delivery } = this.#parts;
    return new Lane<Task>(
      {
        tasks: (pairId) => this.#tasks(pairId),
        importance,
        run: (pairId, task) => delivery.run(pairId, task),
      },
      clock,
      gapMs,
    );
  }

  /** When there is nothing left to do, every message shows the version that was just read. */
  #tasks(pairId: string): readonly Task[] {
    const { store, digest, log } = this.#parts;
    if (this.#answering.has(pairId)) return [];
    try {
      const view = store.pairs.view(pairId);
      if (view === undefined) return [];
      const tasks = tasksOf(view, cardContext(this.#parts, view.pair.locale), digest);
      if (tasks.length === 0) store.pairs.shown(pairId, view.pair.version);
      return tasks;
    } catch (cause) {
      log.error({ err: cause, pair: pairId }, 'the messages of a pair could not be made');
      return [];
    }
  }
}
