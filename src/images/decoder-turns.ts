import PQueue from 'p-queue';

/** Decoders at a time in the process, and how many of them may work on a large picture. */
const AT_ONCE = 2;
const LARGE_AT_ONCE = 1;
/** Pixels, times passes over them, above which a picture is large. A phone's photo is not. */
const LARGE = 16_000_000;
/** Pictures of one person, and of all people, that may wait or be decoded. */
const MAX_OF_ONE = 32;
const MAX_OF_ALL = 256;
/** Milliseconds that a person's picture may wait. */
const MAX_WAIT_MS = 30_000;

/** Whether a picture of so many pixels, times passes over them, takes the place of large ones. */
export function isLarge(work: number): boolean {
  return work > LARGE;
}

/** Too many pictures wait, or this one waited too long. */
export class BusyError extends Error {}

/** A picture was not decoded within its time. */
export class SlowError extends Error {}

export interface Turn {
  /** The person; nobody's work goes first and is never turned away. */
  readonly by?: string | undefined;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Pixels to decode, times passes over them. */
  readonly work: number;
}

/**
 * Lets two pictures be decoded at a time. A person's next picture goes behind the first ones of others, and a small
 * picture never waits for more than one large one, so that nobody's pictures hold up everybody's.
 */
export class DecoderTurns {
  readonly #all = new PQueue({ concurrency: AT_ONCE });
  readonly #large = new PQueue({ concurrency: LARGE_AT_ONCE });
  readonly #byPerson = new Map<string, number>();
  readonly #limitMs: number;

  /** `limitMs`: milliseconds that one decoding may take. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * Runs `decode` when its turn comes. Before, throws a `BusyError` or the signal's reason; later, a `SlowError` when it
   * takes too long. A decoder cannot be stopped from outside: its place is free only when it has ended.
   */
  async run<T>(turn: Turn, decode: () => Promise<T>): Promise<T> {
    const places = [this.#enter(turn.by)];
    const free = () => {
      for (const leave of places) leave();
    };
    try {
      await this.#wait(turn, places);
    } catch (cause) {
      free();
      throw cause;
    }
    const decoding = decode();
    decoding.then(free, free);
    return limited(decoding, this.#limitMs);
  }

  /** Adds to `places` what is to be left at the end. */
  async #wait({ by, signal, work }: Turn, places: (() => void)[]): Promise<void> {
    const priority = by === undefined ? 1 : 1 - (this.#byPerson.get(by) ?? 0);
    const given = signal === undefined ? [] : [signal];
    const limits = by === undefined ? given : [...given, AbortSignal.timeout(MAX_WAIT_MS)];
    const until = AbortSignal.any(limits);
    try {
      if (isLarge(work)) places.push(await placeIn(this.#large, priority, until));
      places.push(await placeIn(this.#all, priority, until));
    } catch (cause) {
      signal?.throwIfAborted();
      throw new BusyError('this picture waited too long', { cause });
    }
  }

  /** Counts one more picture of the person until the returned function is called. */
  #enter(by: string | undefined): () => void {
    if (by === undefined) return () => undefined;
    const counts = this.#byPerson;
    const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const mine = counts.get(by) ?? 0;
    if (mine >= MAX_OF_ONE || all >= MAX_OF_ALL) throw new BusyError('too many pictures wait');
    counts.set(by, mine + 1);
    return () => {
      const left = (counts.get(by) ?? 1) - 1;
      if (left === 0) counts.delete(by);
      else counts.set(by, left);
    };
  }
}

/** Waits for a place in the queue, and resolves to the function that leaves it. */
async function placeIn(queue: PQueue, priority: number, until: AbortSignal): Promise<() => void> {
  const came = Promise.withResolvers<undefined>();
  const left = Promise.withResolvers<undefined>();
  // Not `until` itself: the queue would give a running task's place away when it aborts.
  const waiting = new AbortController();
  const stop = () => waiting.abort(until.reason);
  if (until.aborted) stop();
  until.addEventListener('abort', stop, { once: true });
  const come = () => {
    until.removeEventListener('abort', stop);
    came.resolve(undefined);
    return left.promise;
  };
  queue.add(come, { priority, signal: waiting.signal }).catch(came.reject);
  await came.promise;
  return () => left.resolve(undefined);
}

async function limited<T>(decoding: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SlowError('decoding takes too long')), ms);
  timer.unref();
  try {
    return await Promise.race([decoding, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
