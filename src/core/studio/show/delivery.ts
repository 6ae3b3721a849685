import type { World } from '../base/world.ts';
import type { Pair } from '../../domain/pair.ts';
import { ClosedError, FilteredError, type Surface, SurfaceError } from '../../ports/surface.ts';
import { shown } from '../base/behind-disk.ts';
import type { LaneStep } from './lane.ts';
import type { MessageCalls } from './message-calls.ts';
import { keptBack, type Task } from './messages.ts';
import type { Notices } from './notices.ts';
import type { Refusals } from './refusals.ts';
import {
  CannotSearch,
  type HeaderRefusal,
  isHeaderRefusal,
  type Posting,
  onSurface,
} from './posting.ts';

export type DeliveryParts = Pick<World, 'store' | 'surfaces' | 'clock' | 'meter' | 'log'> & {
  readonly notices: Notices;
  readonly posting: Posting;
  readonly refusals: Refusals;
  readonly calls: MessageCalls;
};

/** Milliseconds of tries; then the message is `undelivered`, with a Re-post button. */
const TRY_MS = 600_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const DATABASE_PAUSE_MS = 5_000;
/** Milliseconds that an edit waits for the disk before it has it written for itself alone. */
const EDIT_MS = 30;
const DONE: LaneStep = { type: 'done' };

type UpdateTask = Extract<Task, { type: 'update' }>;
type RemoveTask = Extract<Task, { type: 'remove' }>;

/** Does the tasks of messages, and decides what follows when the surface fails. */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #failures = new Map<string, { count: number; readonly since: number }>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /**
   * Stores the intents of posts, and waits until they and what is to be shown are on the disk. Edits alone wait a moment for a write
   * that somebody else needs; if there is `more` before, it resolves with undefined. Null: it failed. Never throws.
   */
  async prepare(tasks: readonly Task[], more: Promise<void>): Promise<number | null | undefined> {
    const { store, posting, log } = this.#parts;
    try {
      posting.intendAll(tasks);
      const mark = store.mark();
      if (tasks.every(({ type }) => type !== 'post') && !(await this.#othersWrite(more))) {
        return undefined;
      }
      await store.durable(mark);
      return mark;
    } catch (cause) {
      const pairs = [...new Set(tasks.map(({ pair }) => pair.id))];
      log.warn({ err: cause, pairs }, 'messages could not be prepared');
      return null;
    }
  }

  /** Waits a moment for somebody else's write to the disk. False when there is `more` to do before. */
  async #othersWrite(more: Promise<void>): Promise<boolean> {
    const { store, clock } = this.#parts;
    const moment = Promise.withResolvers<boolean>();
    const cancel = clock.after(EDIT_MS, () => moment.resolve(true));
    const written = store.durableSoon().then(() => true);
    const goesOn = await Promise.race([written, moment.promise, more.then(() => false)]);
    cancel();
    return goesOn;
  }

  /**
   * Does one task. What it shows is on the disk at `mark`; null: it was not prepared. Never throws: failures are logged, and marked on
   * the pair's messages.
   */
  async run(task: Task, mark: number | null): Promise<LaneStep> {
    try {
      return await this.#try(task, mark);
    } catch (cause) {
      // `#try` handles the surface's errors. This one is the database's, so try again later.
      this.#parts.log.error(
        { err: cause, pair: task.pair.id },
        'the state of a message was not stored',
      );
      return { type: 'defer', ms: DATABASE_PAUSE_MS };
    }
  }

  async #try(task: Task, mark: number | null): Promise<LaneStep> {
    const { store, surfaces, log } = this.#parts;
    const { pair } = task;
    const surface = surfaces.get(pair.place.surface);
    if (surface === undefined) return DONE;
    const key = task.type === 'post' ? task.id : task.post.id;
    try {
      await this.#call(surface, task, mark ?? store.mark());
      this.#failures.delete(key);
      return DONE;
    } catch (cause) {
      if (!(cause instanceof SurfaceError)) throw cause;
      if (cause.kind !== 'later') {
        log.warn({ err: cause, pair: pair.id, task: task.type }, 'a message could not be shown');
      }
      return await this.#failed(task, key, cause);
    }
  }

  async #call(surface: Surface, task: Task, mark: number): Promise<void> {
    const { posting, notices, store } = this.#parts;
    await shown(store, mark);
    switch (task.type) {
      case 'post':
        await posting.post(surface, task);
        return notices.markWorking(task.pair.place);
      case 'update':
        return this.#update(surface, task);
      case 'remove':
        return this.#remove(surface, task);
    }
  }

  async #update(surface: Surface, { post, messageId, card, hash }: UpdateTask): Promise<void> {
    const { store, calls } = this.#parts;
    const { posts } = store;
    const isAlone = await calls.run(post.id, () =>
      onSurface(() => surface.update(post.place, messageId, card, post.memo)),
    );
    // When a press was answered on the message meanwhile, it is edited once more.
    posts.setShown(post.id, isAlone ? hash : '');
    if (post.refusal !== null) posts.setRefusal(post.id, null);
  }

  async #remove(surface: Surface, { post, messageId }: RemoveTask): Promise<void> {
    const { place, id: nonce, firstTriedAt: since, memo } = post;
    const target = { place, nonce, replyTo: null, since, memo, keep: () => undefined };
    const message =
      messageId === null ? await onSurface(() => surface.find(target)) : { id: messageId, memo };
    if (message !== undefined || memo !== null) {
      const { id = null, memo: its = memo } = message ?? {};
      await onSurface(() => surface.remove(place, id, its));
    }
    this.#parts.store.posts.mark(post.id, 'removed');
  }

  async #failed(task: Task, key: string, error: SurfaceError): Promise<LaneStep> {
    const { clock, meter } = this.#parts;
    const { pair } = task;
    if (error.kind === 'later') {
      meter.editLate(task.pair.place.surface);
      return { type: 'defer', ms: error.retryAfterMs ?? FIRST_PAUSE_MS };
    }
    const before = this.#failures.get(key) ?? { count: 0, since: clock.now() };
    this.#failures.set(key, { ...before, count: before.count + 1 });
    const tried = clock.now() - before.since;
    if (isRetryable(error) && tried < TRY_MS) {
      const ms =
        error.retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** before.count);
      // A delayed edit does not hold up new messages.
      const holdsUp = error.retryAfterMs !== null && task.type === 'post';
      return { type: holdsUp ? 'pause' : 'defer', ms };
    }
    this.#failures.delete(key);
    if (task.type === 'post' && error.kind !== 'unknown') await this.#discard(pair, task.id);
    const isHeader = task.type === 'post' && task.kind === 'header';
    const refusal = isHeader ? refusalOfHeader(error) : null;
    if (refusal !== null) await this.#refusedHeader(pair, refusal);
    else if (error instanceof FilteredError) await this.#refused(task, error);
    else await this.#giveUp(task, error);
    return DONE;
  }

  /** Deletes what was uploaded for a message that surely does not stand. Never throws. */
  async #discard(pair: Pair, id: string): Promise<void> {
    const { store, surfaces, log } = this.#parts;
    const memo = store.posts.get(id)?.memo ?? null;
    if (memo === null) return;
    try {
      await surfaces.get(pair.place.surface)?.remove(pair.place, null, memo);
      store.posts.keep(id, null);
    } catch (cause) {
      const ids = { pair: pair.id, post: id };
      log.warn({ err: cause, ...ids }, 'what was uploaded for a message was not deleted');
    }
  }

  #refusedHeader(pair: Pair, refusal: HeaderRefusal): Promise<void> {
    const { refusals, meter } = this.#parts;
    meter.undelivered(pair.place.surface);
    return refusals.header(pair, refusal);
  }

  /** The chat refuses the content, so that no later try helps. */
  async #refused(task: Task, { refusal }: FilteredError): Promise<void> {
    const { pair } = task;
    const { refusals, meter, store } = this.#parts;
    if (task.type === 'post') {
      meter.undelivered(pair.place.surface);
      return refusals.message(pair, task.id, refusal);
    }
    // Count the card as shown, or its edit would be retried without end. The next change is tried again.
    if (task.type === 'update') store.posts.setShown(task.post.id, task.hash);
    return refusals.edit(pair, task.post.id, refusal);
  }

  async #giveUp(task: Task, error: SurfaceError): Promise<void> {
    const { pair } = task;
    const { store, meter, notices } = this.#parts;
    if (task.type === 'post') {
      meter.undelivered(pair.place.surface);
      this.#mark(pair, task.id, 'undelivered');
      notices.reportFailure(pair, error);
    } else if (task.type === 'update' && error.kind !== 'gone') {
      // Count the card as shown, or its edit would be retried without end. The next change is tried again.
      const { hash } = task;
      const isKeptBack = error.kind === 'forbidden';
      store.posts.setShown(task.post.id, isKeptBack ? keptBack(hash) : hash);
      if (isKeptBack) notices.notWorking(pair.place);
    } else {
      // Somebody deleted the message: what was uploaded for it is of no use.
      await this.#discard(pair, task.post.id);
      this.#mark(pair, task.post.id, 'removed');
    }
  }

  #mark(pair: Pair, id: string, state: 'undelivered' | 'removed'): void {
    const { store } = this.#parts;
    store.transaction(() => {
      store.posts.mark(id, state);
      store.pairs.touch(pair.id);
    });
  }
}

/** What ends the pair: where its place is gone, nobody would see what is made. */
function refusalOfHeader(error: SurfaceError): HeaderRefusal | null {
  if (isHeaderRefusal(error)) return error;
  return error.kind === 'gone' ? new ClosedError('gone', error.message, { cause: error }) : null;
}

/** After a lost answer the next try searches first; where search is impossible, a retry could post twice. */
function isRetryable(error: SurfaceError): boolean {
  return (
    error.kind === 'transient' || (error.kind === 'unknown' && !(error instanceof CannotSearch))
  );
}
