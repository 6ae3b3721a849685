import type { World } from '../base/world.ts';
import { headerCard } from '../../cards/header.ts';
import type { CardContext } from '../../cards/context.ts';
import type { Pair } from '../../domain/pair.ts';
import { newView } from '../../domain/pair-view.ts';
import type { FirstAnswer, Surface } from '../../ports/surface.ts';
import type { HeaderGate } from '../base/header-gate.ts';
import type { PairChange } from '../base/signals.ts';
import { cardContext, type ContextParts } from './card-context.ts';
import type { Delivery } from './delivery.ts';
import { Lane } from './lane.ts';
import type { HeaderRefusal, Posting } from './posting.ts';
import type { Refusals } from './refusals.ts';
import type { MessageCalls } from './message-calls.ts';
import { importance, isDue, isSame, type Task, tasksOf } from './messages.ts';

export type PresenterParts = ContextParts &
  Pick<World, 'clock' | 'digest' | 'log'> & {
    readonly delivery: Delivery;
    readonly posting: Posting;
    readonly refusals: Refusals;
    readonly gate: HeaderGate;
    readonly calls: MessageCalls;
    /** Ids of the pairs of the first generations in line, by a new look. */
    readonly line: { first(count: number): ReadonlySet<string> };
  };

/** How many waiting pairs are updated when the line moves. */
const UPDATED_PAIRS = 50;
/** Milliseconds between two such updates. */
const LINE_MS = 1_000;
/** Pairs whose lanes are remembered. */
const MAX_KNOWN = 2_000;
/** Unshown pairs that are read in one turn of the event loop. */
const READS = 50;
/** More concurrent first answers than this are a burst. */
const FEW_ANSWERS = 8;

/** Keeps all messages up to date: one lane per channel, and only changed cards are sent. */
export class Presenter {
  readonly #parts: PresenterParts;
  readonly #lanes = new Map<string, Lane<Task>>();
  readonly #lanesOfPairs = new Map<string, Lane<Task>>();
  /** Pairs whose headers are being given as first answers. Their lanes wait for these. */
  readonly #answering = new Map<string, Promise<unknown>>();
  /** Settles at the end of the current burst; null when nobody waits for it. */
  #burst: PromiseWithResolvers<void> | null = null;
  #stopLine: (() => void) | null = null;
  /** Settles when what was unshown is in its lanes. */
  #showing: Promise<void> | null = null;
  /** Pairs that were just stored, and have not changed since: what they show need not be read. */
  readonly #fresh = new Map<string, Pair>();
  /** Pairs that joined the line after the look that their messages were made from. */
  readonly #unplaced = new Set<string>();
  #closed = false;

  constructor(parts: PresenterParts) {
    this.#parts = parts;
  }

  /** Commands whose first answer is under way. */
  get unanswered(): number {
    return this.#answering.size;
  }

  /** Resolves as soon as there is no burst of first answers. */
  answersGiven(): Promise<void> {
    if (this.#answering.size <= FEW_ANSWERS) return Promise.resolve();
    this.#burst ??= Promise.withResolvers();
    return this.#burst.promise;
  }

  /**
   * Gives the header of a pair that was just stored as the first answer to its command, outside the lane of its channel, when `first` has
   * resolved. Resolves with the refusal of a chat that refuses it for good, when the asker has been told; null otherwise. Never rejects.
   */
  answer(
    pair: Pair,
    give: FirstAnswer,
    first: Promise<void> = Promise.resolve(),
  ): Promise<HeaderRefusal | null> {
    const { id: pairId } = pair;
    // From now on the lane leaves the header alone.
    const answered = this.#answer(pair, give, first).catch((err: unknown) => {
      this.#parts.log.error({ err, pair: pairId }, 'the first answer to a command was not made');
      return null;
    });
    const done = answered.finally(() => {
      this.#answering.delete(pairId);
      if (this.#answering.size === FEW_ANSWERS) {
        this.#burst?.resolve();
        this.#burst = null;
      }
      this.#headerTried(pairId);
      this.mark(pairId);
    });
    this.#answering.set(pairId, done);
    return done;
  }

  async #answer(
    pair: Pair,
    give: FirstAnswer,
    first: Promise<void>,
  ): Promise<HeaderRefusal | null> {
    const { posting, refusals, log } = this.#parts;
    await first;
    if (this.#closed) return null;
    const card = headerCard(newView(pair), cardContext(this.#parts, pair.locale));
    const refusal = await posting.answer(pair, card, give);
    if (refusal === null) return null;
    // Only the database can fail here. The header is then posted, and refused, like any other message.
    await refusals.header(pair, refusal).catch((cause: unknown) => {
      log.error({ err: cause, pair: pair.id }, 'the refusal of a header was not stored');
    });
    return refusal;
  }

  /** Holds back pairs of an earlier process whose header the chat has not taken yet. */
  holdUnposted(): void {
    const { store, gate } = this.#parts;
    for (const id of store.pairs.unshown()) {
      if (this.#isHeaderDue(id)) gate.hold(id, this.#isHeaderFirst(id));
    }
  }

  #isHeaderFirst(pairId: string): boolean {
    const { store, surfaces } = this.#parts;
    // Without such a chat nothing is read: there may be thousands.
    if ([...surfaces.values()].every(({ headerFirst }) => headerFirst !== true)) return false;
    const { place } = store.posts.get(pairId) ?? store.pairs.get(pairId) ?? {};
    return place !== undefined && surfaces.get(place.surface)?.headerFirst === true;
  }

  /** Lets the pair run when its header is posted or given up. */
  #headerTried(pairId: string): void {
    const { gate, refusals } = this.#parts;
    const isAwaited = gate.holds(pairId) || refusals.keepsAnswer(pairId);
    if (!isAwaited || this.#isHeaderDue(pairId)) return;
    refusals.decided(pairId);
    gate.open(pairId);
  }

  #isHeaderDue(pairId: string): boolean {
    const post = this.#parts.store.posts.get(pairId);
    return post === undefined || isDue(post);
  }

  /** Call when a pair was stored, before it changes. */
  created(pair: Pair): void {
    const lane = this.#laneFor(pair);
    if (lane === undefined) return;
    this.#fresh.set(pair.id, pair);
    lane.mark(pair.id);
  }

  /** Call when the pair's messages may have changed. */
  mark(pairId: string, change: PairChange = 'any'): void {
    if (this.#closed) return;
    this.#fresh.delete(pairId);
    const lane = this.#lanesOfPairs.get(pairId) ?? this.#findLane(pairId);
    lane?.mark(pairId, change);
  }

  #findLane(pairId: string): Lane<Task> | undefined {
    const pair = this.#parts.store.pairs.get(pairId);
    return pair && this.#laneFor(pair);
  }

  /** Remembers it, because a pair is marked often while it runs. */
  #laneFor(pair: Pair): Lane<Task> | undefined {
    const lane = this.#laneOf(pair);
    if (lane === undefined) return undefined;
    const [oldest] = this.#lanesOfPairs.keys();
    if (this.#lanesOfPairs.size >= MAX_KNOWN && oldest !== undefined) {
      this.#lanesOfPairs.delete(oldest);
    }
    this.#lanesOfPairs.set(pair.id, lane);
    return lane;
  }

  /** Shows what an earlier process left, or the command line changed: pairs whose newest version is not shown. */
  showUnshown(): void {
    this.#showing ??= this.#show(this.#parts.store.pairs.unshown())
      .catch((cause: unknown) => {
        this.#parts.log.error({ err: cause }, 'what is not shown yet could not be read');
      })
      .finally(() => {
        this.#showing = null;
      });
  }

  /** Reads a few pairs a turn of the event loop: after a chat was away there may be thousands. */
  async #show(pairIds: readonly string[]): Promise<void> {
    for (const [index, pairId] of pairIds.entries()) {
      if (index > 0 && index % READS === 0) await new Promise((resolve) => setImmediate(resolve));
      const pair = this.#closed ? undefined : this.#parts.store.pairs.get(pairId);
      if (pair !== undefined) this.#laneOf(pair)?.markUnlessDeferred(pairId);
    }
  }

  /**
   * Call when places in line have changed. The first waiting pairs show theirs within a second, and so do those that
   * do not show one yet.
   */
  markLine(): void {
    if (this.#closed) return;
    this.#stopLine ??= this.#parts.clock.after(LINE_MS, () => {
      this.#stopLine = null;
      try {
        const first = this.#parts.line.first(2 * UPDATED_PAIRS);
        const pairIds = new Set([...first, ...this.#unplaced]);
        this.#unplaced.clear();
        for (const pairId of pairIds) this.mark(pairId, 'edits');
      } catch (cause) {
        this.#parts.log.error({ err: cause }, 'the places in line were not updated');
      }
    });
  }

  /** Resolves when every message shows the newest state, but for those that a chat refuses for a while. */
  async idle(): Promise<void> {
    await this.#showing;
    await Promise.all(this.#answering.values());
    await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopLine?.();
    await this.#showing;
    await Promise.all(this.#answering.values());
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
    this.#parts.posting.close();
  }

  /** Undefined when closed, or when the surface is not connected. */
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
        isSame,
        // What had ended is posted below a header.
        after: (task) => (task.type === 'post' && task.isFollowed ? 'any' : 'edits'),
        prepare: (tasks, more) => delivery.prepare(tasks, more),
        run: async (pairId, task, mark) => {
          const step = await delivery.run(task, mark);
          this.#headerTried(pairId);
          return step;
        },
      },
      clock,
      gapMs,
    );
  }

  /** The pair's tasks. When there are none, all messages show the version that was just read. */
  #tasks(pairId: string): readonly Task[] {
    const { store, digest, log, calls } = this.#parts;
    if (this.#answering.has(pairId)) return [];
    try {
      const fresh = this.#fresh.get(pairId);
      this.#fresh.delete(pairId);
      const stored = fresh === undefined ? store.pairs.view(pairId) : undefined;
      const view = fresh === undefined ? stored : newView(fresh);
      if (view === undefined) return [];
      const context = cardContext(this.#parts, view.pair.locale, stored);
      const line: CardContext['line'] = (id) => {
        const place = context.line(id);
        if (place === undefined) this.#unplaced.add(pairId);
        return place;
      };
      const tasks = tasksOf(view, { ...context, line }, digest);
      if (tasks.length === 0) store.pairs.shown(pairId, view.pair.version);
      return tasks.filter((task) => task.type !== 'update' || !calls.isHeld(task.post.id));
    } catch (cause) {
      log.error({ err: cause, pair: pairId }, 'the messages of a pair could not be made');
      return [];
    }
  }
}
