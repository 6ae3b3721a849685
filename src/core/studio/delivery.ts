import type { Pair } from '../pair.ts';
import type { SurfaceName } from '../person.ts';
import {
  type Clock,
  type Digest,
  type Log,
  type Meter,
  type PostTarget,
  type Surface,
  SurfaceError,
} from '../ports.ts';
import type { Store } from '../repositories.ts';
import type { LaneStep } from './lane.ts';
import { hashOf, type Task } from './messages.ts';

export interface DeliveryParts {
  readonly store: Store;
  readonly surfaces: ReadonlyMap<SurfaceName, Surface>;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly meter: Meter;
  readonly log: Log;
}

/** Milliseconds in which a message is tried; then it is `undelivered`, with Re-post. */
const TRY_MS = 600_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const DATABASE_PAUSE_MS = 5_000;
const DONE: LaneStep = { type: 'done' };

type PostTask = Extract<Task, { type: 'post' }>;
type UpdateTask = Extract<Task, { type: 'update' }>;
type RemoveTask = Extract<Task, { type: 'remove' }>;

/** Brings single messages to their surface: an intent first, then the call, then what came of it. */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** Intents of this process whose calls surely did not happen: all others are looked for first. */
  readonly #surelyAbsent = new Set<string>();
  readonly #failures = new Map<string, { count: number; readonly since: number }>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
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

  #do(surface: Surface, pair: Pair, task: Task): Promise<void> {
    switch (task.type) {
      case 'post':
        return this.#post(surface, pair, task);
      case 'update':
        return this.#update(surface, task);
      case 'remove':
        return this.#remove(surface, task);
    }
  }

  async #post(surface: Surface, pair: Pair, task: PostTask): Promise<void> {
    const { store, digest, clock } = this.#parts;
    const fresh = store.posts.intend({
      id: task.id,
      kind: task.kind,
      pairId: pair.id,
      generationId: task.kind === 'header' ? null : task.id,
      place: pair.place,
      state: 'intended',
      messageId: null,
      shown: null,
      firstTriedAt: clock.now(),
    });
    const replyTo = task.kind === 'header' ? null : (store.posts.get(pair.id)?.messageId ?? null);
    const target = { place: pair.place, nonce: task.id, replyTo };
    const absent = fresh || this.#surelyAbsent.delete(task.id);
    const found = absent ? undefined : await this.#look(surface, target, task.id);
    if (found !== undefined) return this.#posted(pair, task, found, '');
    const messageId = await this.#send(surface, target, task);
    this.#posted(pair, task, messageId, hashOf(task.card, digest));
  }

  /** Where nobody can look, a person's wish decides, once: committed before it is carried out. */
  async #look(surface: Surface, target: PostTarget, id: string): Promise<string | undefined> {
    const { store } = this.#parts;
    const wanted = store.posts.get(id)?.state === 'again';
    const found = await onSurface(() => surface.find(target)).catch((cause: unknown) => {
      if (wanted && cause instanceof SurfaceError && cause.kind === 'unknown') return undefined;
      throw cause;
    });
    // Whatever comes of the post that follows, the wish is used up: it never posts a second time.
    if (wanted) store.posts.mark(id, 'intended');
    return found;
  }

  async #send(surface: Surface, target: PostTarget, task: PostTask): Promise<string> {
    try {
      return await onSurface(() => surface.post(target, task.card));
    } catch (cause) {
      if (cause instanceof SurfaceError && cause.kind === 'transient') {
        this.#surelyAbsent.add(task.id);
      }
      throw cause;
    }
  }

  /** One transaction: the message stands, and an image counts as delivered from now on. */
  #posted(pair: Pair, { id, kind }: PostTask, messageId: string, shown: string): void {
    const { store, clock, meter } = this.#parts;
    const at = clock.now();
    store.transaction(() => {
      store.posts.posted(id, messageId, shown);
      if (kind === 'image') store.generations.delivered(id, at);
      if (kind !== 'header') store.pairs.touch(pair.id);
    });
    const endedAt = kind === 'image' ? store.generations.get(id)?.endedAt : null;
    if (endedAt) meter.shown(at - endedAt);
  }

  async #update(surface: Surface, { post, messageId, card }: UpdateTask): Promise<void> {
    await onSurface(() => surface.update(post.place, messageId, card));
    this.#parts.store.posts.showing(post.id, hashOf(card, this.#parts.digest));
  }

  async #remove(surface: Surface, { post, messageId }: RemoveTask): Promise<void> {
    const { place, id: nonce } = post;
    const id = messageId ?? (await onSurface(() => surface.find({ place, nonce, replyTo: null })));
    if (id !== undefined) await onSurface(() => surface.remove(place, id));
    this.#parts.store.posts.mark(post.id, 'removed');
  }

  #failed(pair: Pair, task: Task, key: string, error: SurfaceError): LaneStep {
    const { clock, store } = this.#parts;
    const before = this.#failures.get(key) ?? { count: 0, since: clock.now() };
    this.#failures.set(key, { ...before, count: before.count + 1 });
    const since = task.type === 'post' ? store.posts.get(key)?.firstTriedAt : before.since;
    const tried = clock.now() - (since ?? before.since);
    if (this.#worthAnother(task, error, before.count) && tried < TRY_MS) {
      const limited = error.retryAfterMs !== null;
      const ms = error.retryAfterMs ?? pauseAfter(before.count);
      return { type: limited ? 'pause' : 'aside', ms };
    }
    this.#failures.delete(key);
    this.#giveUp(pair, task, error);
    return DONE;
  }

  /** An unknown outcome is looked for once; who cannot look must not post blindly again. */
  #worthAnother(task: Task, error: SurfaceError, failures: number): boolean {
    if (error.kind === 'transient') return true;
    return error.kind === 'unknown' && (task.type !== 'post' || failures === 0);
  }

  #giveUp(pair: Pair, task: Task, error: SurfaceError): void {
    const { store, meter } = this.#parts;
    if (task.type === 'post') {
      meter.undelivered(pair.place.surface);
      this.#mark(pair, task.id, 'undelivered');
    } else if (task.type === 'update' && error.kind !== 'gone') {
      // The message keeps its old text until the next change: showing it again would never end.
      store.posts.showing(task.post.id, hashOf(task.card, this.#parts.digest));
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

/** Calls the surface. A fault of ours in its adapter leaves unknown what became of the message. */
async function onSurface<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof SurfaceError) throw cause;
    throw new SurfaceError('unknown', 'the surface failed unexpectedly', { cause });
  }
}

function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
}
