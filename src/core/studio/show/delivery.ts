import type { World } from '../base/world.ts';
import type { Card } from '../../chat/card.ts';
import type { Pair } from '../../domain/pair.ts';
import { type FirstAnswer, type Surface, SurfaceError } from '../../ports/surface.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { LaneStep } from './lane.ts';
import { hashOf, keptBack, type Task } from './messages.ts';
import { Notices } from './notices.ts';
import { CannotLook, Posting, onSurface } from './posting.ts';
import type { Signals } from '../base/signals.ts';

export type DeliveryParts = Pick<
  World,
  'store' | 'surfaces' | 'clock' | 'digest' | 'meter' | 'log'
> & {
  readonly signals: Signals;
  readonly commits: GroupCommit;
};

/** Milliseconds in which a message is tried; then it is `undelivered`, with Re-post. */
const TRY_MS = 600_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const DATABASE_PAUSE_MS = 5_000;
const DONE: LaneStep = { type: 'done' };

type UpdateTask = Extract<Task, { type: 'update' }>;
type RemoveTask = Extract<Task, { type: 'remove' }>;

/** Brings single messages to their surface: an intent first, then the call, then what came of it. */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #posting: Posting;
  /** Public for whoever else learns that a place takes messages again. */
  readonly notices: Notices;
  readonly #failures = new Map<string, { count: number; readonly since: number }>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#posting = new Posting(parts);
    this.notices = new Notices(parts);
  }

  intendAnswer(pair: Pair): void {
    this.#posting.intend(pair, { id: pair.id, kind: 'header' });
  }

  /** Gives a header as its command's first answer, which was intended before. Never throws. */
  answer(pair: Pair, card: Card, give: FirstAnswer): Promise<void> {
    return this.#posting.answer(pair, card, give);
  }

  /** Does one task. Never throws: what cannot be shown is logged, and marked where people see it. */
  async run(pairId: string, task: Task): Promise<LaneStep> {
    try {
      return await this.#try(pairId, task);
    } catch (cause) {
      // The surface's own faults are dealt with: this is the database, and it may come back.
      this.#parts.log.error({ err: cause, pair: pairId }, 'what a message shows could not be kept');
      return { type: 'aside', ms: DATABASE_PAUSE_MS };
    }
  }

  async #try(pairId: string, task: Task): Promise<LaneStep> {
    const { store, surfaces, log } = this.#parts;
    const pair = store.pairs.get(pairId);
    const surface = pair && surfaces.get(pair.place.surface);
    if (pair === undefined || surface === undefined) return DONE;
    const key = task.type === 'post' ? task.id : task.post.id;
    try {
      await this.#do(surface, pair, task);
      this.#failures.delete(key);
      return DONE;
    } catch (cause) {
      if (!(cause instanceof SurfaceError)) throw cause;
      log.warn({ err: cause, pair: pairId, task: task.type }, 'a message could not be shown');
      return this.#failed(pair, task, key, cause);
    }
  }

  async #do(surface: Surface, pair: Pair, task: Task): Promise<void> {
    switch (task.type) {
      case 'post':
        await this.#posting.post(surface, pair, task);
        return this.notices.worked(pair.place);
      case 'update':
        return this.#update(surface, task);
      case 'remove':
        return this.#remove(surface, task);
    }
  }

  async #update(surface: Surface, { post, messageId, card }: UpdateTask): Promise<void> {
    await onSurface(() => surface.update(post.place, messageId, card, post.memo));
    this.#parts.store.posts.setShown(post.id, hashOf(card, this.#parts.digest));
  }

  async #remove(surface: Surface, { post, messageId }: RemoveTask): Promise<void> {
    const { place, id: nonce, firstTriedAt: since, memo } = post;
    const target = { place, nonce, replyTo: null, since };
    const message =
      messageId === null ? await onSurface(() => surface.find(target)) : { id: messageId, memo };
    if (message !== undefined) {
      await onSurface(() => surface.remove(place, message.id, message.memo));
    }
    this.#parts.store.posts.mark(post.id, 'removed');
  }

  #failed(pair: Pair, task: Task, key: string, error: SurfaceError): LaneStep {
    const { clock, store } = this.#parts;
    const before = this.#failures.get(key) ?? { count: 0, since: clock.now() };
    this.#failures.set(key, { ...before, count: before.count + 1 });
    const post = task.type === 'post' ? store.posts.get(key) : undefined;
    const tried = clock.now() - (post?.againAt ?? post?.firstTriedAt ?? before.since);
    if (isWorthAnother(error) && tried < TRY_MS) {
      const ms = error.retryAfterMs ?? pauseAfter(before.count);
      // An edit that has to wait holds up nothing that is new.
      const holdsUp = error.retryAfterMs !== null && task.type === 'post';
      return { type: holdsUp ? 'pause' : 'aside', ms };
    }
    this.#failures.delete(key);
    this.#giveUp(pair, task, error);
    return DONE;
  }

  #giveUp(pair: Pair, task: Task, error: SurfaceError): void {
    const { store, meter } = this.#parts;
    if (task.type === 'post') {
      meter.undelivered(pair.place.surface);
      this.#mark(pair, task.id, 'undelivered');
      this.notices.givenUp(pair, error.kind);
    } else if (task.type === 'update' && error.kind !== 'gone') {
      // The message keeps its old text until the next change: showing it again would never end.
      const hash = hashOf(task.card, this.#parts.digest);
      store.posts.setShown(task.post.id, error.kind === 'forbidden' ? keptBack(hash) : hash);
    } else {
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

/** A lost answer is looked for before the next try; who cannot look must not post blindly again. */
function isWorthAnother(error: SurfaceError): boolean {
  return error.kind === 'transient' || (error.kind === 'unknown' && !(error instanceof CannotLook));
}

function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
}
