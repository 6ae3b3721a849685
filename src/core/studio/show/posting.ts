import type { World } from '../base/world.ts';
import type { Card } from '../../chat/card.ts';
import type { Pair, Post, SentMessage } from '../../domain/pair.ts';
import { type NewPost, newPost } from '../../domain/pair-view.ts';
import {
  ClosedError,
  FilteredError,
  type FirstAnswer,
  type PostTarget,
  type Surface,
  SurfaceError,
} from '../../ports/surface.ts';
import { shown as onDisk } from '../base/behind-disk.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import { hashOf, type Task } from './messages.ts';

export type PostingParts = Pick<World, 'store' | 'clock' | 'digest' | 'meter' | 'log'> & {
  readonly commits: GroupCommit;
};

/** Milliseconds to wait for the database before a message that is posted must be searched for. */
const POSTED_MS = 60_000;

type PostTask = Extract<Task, { type: 'post' }>;

/** Posts each message once: stores an intent, calls the surface, stores the result. */
export class Posting {
  readonly #parts: PostingParts;
  /** Intents whose message surely does not exist. All other messages are searched for before a post. */
  readonly #surelyAbsent = new Set<string>();
  /** Of those the ones that were intended ahead of their time, and not begun. */
  readonly #ahead = new Set<string>();

  constructor(parts: PostingParts) {
    this.#parts = parts;
  }

  /** Throws a `SurfaceError`: the intent then stays, and the next try begins with a search. */
  async post(surface: Surface, task: PostTask): Promise<void> {
    const { store } = this.#parts;
    const { pair } = task;
    this.#ahead.delete(task.id);
    const isKnown = this.#surelyAbsent.delete(task.id);
    const isNew = !isKnown && this.intend(pair, task);
    let post = store.posts.get(task.id);
    const target = this.#target(task, post);
    let found: SentMessage | undefined;
    if (!isKnown && !isNew) {
      found = await this.#find(surface, target, task);
      post = store.posts.get(task.id);
    }
    // Clear the re-post request first, so that a crash cannot post twice.
    const isAgain = post?.state === 'again';
    if (isAgain) store.posts.mark(task.id, 'intended');
    if (isNew || isAgain) await onDisk(store);
    if (found !== undefined) return await this.#posted(task, found, '');
    const message = await this.#send(task.id, () => surface.post(target, task.card));
    await this.#posted(task, message, task.hash);
  }

  /**
   * Gives the intended header of a new pair as the first answer to its command: `give` waits until what it says is on the disk. Resolves with the chat's refusal, if there is one. Never throws: after another failure the next post searches for it.
   */
  async answer(pair: Pair, card: Card, give: FirstAnswer): Promise<HeaderRefusal | null> {
    const { digest, log } = this.#parts;
    const { id } = pair;
    const task = {
      type: 'post',
      pair,
      id,
      kind: 'header',
      card,
      hash: hashOf(card, digest),
      readyAt: null,
      replyTo: null,
      isFollowed: false,
    } as const;
    try {
      const target = this.#target(task, { firstTriedAt: pair.createdAt, memo: null });
      const message = await this.#send(id, () => give(card, target));
      await this.#posted(task, message, task.hash);
    } catch (cause) {
      if (isHeaderRefusal(cause)) {
        // Whoever asked is told, and can help: for operators it is no failure.
        log.info({ why: cause.message, pair: id }, 'the chat takes no header here');
        return cause;
      }
      log.warn({ err: cause, pair: id }, 'the first answer to a command was not given');
    }
    return null;
  }

  /** Stores the intents of all posts among the tasks, in one commit. */
  intendAll(tasks: readonly Task[]): void {
    const posts = tasks
      .filter((task) => task.type === 'post')
      .filter(({ id }) => !this.#surelyAbsent.has(id));
    const intend = () => posts.filter((task) => this.intend(task.pair, task));
    // A single statement is a transaction.
    const fresh = posts.length > 1 ? this.#parts.store.transaction(intend) : intend();
    const ids = fresh.map(({ id }) => id);
    for (const id of ids) this.#ahead.add(id);
    this.notPosted(ids);
  }

  /**
   * Withdraws what was intended and not begun: the next process intends it anew, and need not search a chat for it. What is not
   * withdrawn is searched for.
   */
  close(): void {
    const { store, log } = this.#parts;
    const ids = [...this.#ahead];
    this.#ahead.clear();
    if (ids.length === 0) return;
    try {
      store.transaction(() => {
        for (const id of ids) store.posts.withdraw(id);
      });
    } catch (cause) {
      log.warn({ err: cause }, 'intents of messages that were not begun could not be withdrawn');
    }
  }

  /** Call when intents are committed whose messages nobody has posted: they need no search. */
  notPosted(ids: readonly string[]): void {
    for (const id of ids) this.#surelyAbsent.add(id);
  }

  /** Stores the intent to post a message. False when there was an intent before. */
  intend(pair: Pair, post: NewPost): boolean {
    const { store, clock } = this.#parts;
    return store.posts.intend(newPost(pair, post, clock.now()));
  }

  #target(
    { pair, ...task }: PostTask,
    post: Pick<Post, 'firstTriedAt' | 'memo'> | undefined,
  ): PostTarget {
    const { posts } = this.#parts.store;
    return {
      place: pair.place,
      nonce: task.id,
      replyTo: task.replyTo,
      since: post?.firstTriedAt ?? 0,
      memo: post?.memo ?? null,
      keep: (memo) => posts.keep(task.id, memo),
    };
  }

  /**
   * Searches for the message. Where that is impossible, a person's re-post request counts as its absence. A header does not stand
   * where the bot is not let in.
   */
  #find(
    surface: Surface,
    target: PostTarget,
    { id, kind }: PostTask,
  ): Promise<SentMessage | undefined> {
    const { store } = this.#parts;
    const wanted = store.posts.get(id)?.state === 'again';
    return onSurface(() => surface.find(target)).catch((cause: unknown) => {
      const isShut = cause instanceof ClosedError && kind !== 'header';
      const isBlind = cause instanceof SurfaceError && (cause.kind === 'unknown' || isShut);
      if (isBlind && wanted) return undefined;
      throw isBlind ? new CannotSearch(cause) : cause;
    });
  }

  async #send(id: string, send: () => Promise<SentMessage>): Promise<SentMessage> {
    try {
      return await onSurface(send);
    } catch (cause) {
      if (cause instanceof SurfaceError && cause.kind === 'transient') this.#surelyAbsent.add(id);
      throw cause;
    }
  }

  /** Stores that the message is posted, and that an image is delivered, in one transaction. */
  async #posted(
    { pair, id, kind, readyAt }: PostTask,
    message: SentMessage,
    shown: string,
  ): Promise<void> {
    const { store, clock, meter, commits } = this.#parts;
    const at = clock.now();
    // Not waited for: a message whose id is lost with the power is found by its nonce.
    await commits.commit(() => {
      store.posts.posted(id, message, shown);
      if (kind === 'image') store.generations.delivered(id, at);
      if (kind !== 'header') store.pairs.touch(pair.id);
    }, POSTED_MS);
    if (readyAt !== null) meter.shown(at - readyAt);
  }
}

/** Why a chat takes no header, also if it is asked again. */
export type HeaderRefusal = FilteredError | ClosedError;

export function isHeaderRefusal(cause: unknown): cause is HeaderRefusal {
  return cause instanceof FilteredError || cause instanceof ClosedError;
}

/** The surface cannot tell whether a message exists, so it must not be posted again automatically. */
export class CannotSearch extends SurfaceError {
  constructor(cause: SurfaceError) {
    super('unknown', cause.message, { cause });
    this.name = 'CannotSearch';
  }
}

/** Calls the surface. Turns an unexpected error of the adapter into an `unknown` one: the message may exist. */
export async function onSurface<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof SurfaceError) throw cause;
    throw new SurfaceError('unknown', 'the surface failed unexpectedly', { cause });
  }
}
