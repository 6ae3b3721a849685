import type { SSEStreamingApi } from 'hono/streaming';
import { UserError } from '../../core/words/user-error.ts';
import { say } from '../../core/words/words.ts';
import type { Locale } from '../../core/domain/person.ts';
import { WEB_PLACE } from './identity.ts';
import type { Pace } from '../../core/base/pace.ts';
import type { WebParts } from './parts.ts';
import type { ChangeJson } from './message-json.ts';
import type { WebMessage } from './web-messages.ts';

/** Messages that a reader gets in its turn: all readers together must leave time for other work. */
const BATCH = 20;
/** Milliseconds between signs of life, by which both ends notice a dead connection. */
const ALIVE_MS = 15_000;

type FollowParts = Pick<WebParts, 'messages' | 'events' | 'clock' | 'stopping'> & {
  readonly studio: Pick<WebParts['studio'], 'durable'>;
  /** Whose turn it is to read the chat, among all who follow it. */
  readonly reading: Pace;
  /** A change as the reader sees it. */
  readonly told: (message: WebMessage) => ChangeJson;
  /** Why the reader may not follow any more. */
  readonly refusal: () => UserError | undefined;
  /** Aborts, with a `UserError` as its reason, when the stream must end. */
  readonly ending: AbortSignal;
};

export interface Reader {
  readonly locale: Locale;
  /** The seq of the last change that the reader has seen. */
  readonly since: number;
}

/**
 * Sends every change of the chat that the reader has not seen, in order, until the reader leaves, may not follow any more,
 * or the hub stops. An event's id is its seq, so that a reader who reconnects misses nothing. A seq that this chat has
 * not reached is another chat's: the stream then begins now.
 */
export async function follow(
  stream: SSEStreamingApi,
  parts: FollowParts,
  { locale, since }: Reader,
): Promise<void> {
  let seq = Math.min(since, parts.messages.newestSeq());
  const waker = new Waker();
  const unlisten = parts.events.listen(() => waker.wake());
  const stop = () => waker.wake();
  parts.stopping.addEventListener('abort', stop, { once: true });
  parts.ending.addEventListener('abort', stop, { once: true });
  stream.onAbort(stop);
  const goesOn = () =>
    !stream.aborted &&
    !parts.stopping.aborted &&
    !parts.ending.aborted &&
    parts.refusal() === undefined;
  try {
    const hello = JSON.stringify({ epoch: parts.messages.epoch() });
    await parts.studio.durable();
    await stream.writeSSE({ event: 'hello', data: hello, id: String(seq) });
    for (;;) {
      await parts.reading.turn();
      if (!goesOn()) break;
      const changes = parts.messages.since(WEB_PLACE.channel, seq, BATCH);
      // After a power cut a seq that a page has seen would be given to another message.
      if (changes.length > 0) await parts.studio.durable();
      for (const message of changes) {
        if (!goesOn()) break;
        const data = JSON.stringify(parts.told(message));
        await stream.writeSSE({ event: 'message', data, id: String(message.seq) });
        seq = message.seq;
      }
      if (changes.length > 0) continue;
      const woken = await waker.wait(ALIVE_MS, parts.clock);
      if (!woken) await stream.writeSSE({ event: 'alive', data: '{}' });
    }
    // A hub that stops may have closed its database by now.
    if (!parts.stopping.aborted) await sayWhy(stream, parts, locale);
  } finally {
    unlisten();
    parts.ending.removeEventListener('abort', stop);
    parts.stopping.removeEventListener('abort', stop);
  }
}

/** The last event of a stream that the hub ends: why. */
async function sayWhy(
  stream: SSEStreamingApi,
  { ending, refusal }: FollowParts,
  locale: Locale,
): Promise<void> {
  const why = ending.aborted ? ending.reason : refusal();
  if (!(why instanceof UserError) || stream.aborted) return;
  const data = JSON.stringify({ code: why.code, detail: say(why, locale) });
  await stream.writeSSE({ event: 'end', data });
}

/** Waits for a wake-up; an earlier one counts too. */
class Waker {
  #woken = false;
  #resolve: (() => void) | null = null;

  wake(): void {
    this.#woken = true;
    this.#resolve?.();
  }

  /** False when `ms` milliseconds passed without a wake-up. */
  async wait(ms: number, clock: FollowParts['clock']): Promise<boolean> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(ms, resolve);
        this.#resolve = () => {
          cancel();
          resolve();
        };
      });
      this.#resolve = null;
    }
    const woken = this.#woken;
    this.#woken = false;
    return woken;
  }
}
