import type { SSEStreamingApi } from 'hono/streaming';
import type { ReactionsOn } from '../../core/studio/press/react.ts';
import { WEB_PLACE } from './identity.ts';
import type { WebParts } from './parts.ts';
import { messageJson } from './render.ts';

const BATCH = 100;
/** Milliseconds between signs of life, by which both ends notice a dead connection. */
const ALIVE_MS = 15_000;

type FollowParts = Pick<WebParts, 'messages' | 'events' | 'clock' | 'stopping'> & {
  readonly reactionsOn: ReactionsOn;
};

/**
 * Sends every change of the chat after `since`, in order, until the reader leaves or the hub stops. An event's id is
 * its seq, so that a reader who reconnects misses nothing.
 */
export async function follow(
  stream: SSEStreamingApi,
  parts: FollowParts,
  personId: string,
  since: number,
): Promise<void> {
  let seq = since;
  const waker = new Waker();
  const unlisten = parts.events.listen(() => waker.wake());
  const stop = () => waker.wake();
  parts.stopping.addEventListener('abort', stop, { once: true });
  stream.onAbort(stop);
  try {
    await stream.writeSSE({ event: 'hello', data: '{}', id: String(seq) });
    while (!stream.aborted && !parts.stopping.aborted) {
      const changes = parts.messages.since(WEB_PLACE.channel, seq, BATCH);
      for (const message of changes) {
        const reactions = parts.reactionsOn(message.nonce);
        const data = JSON.stringify(messageJson(message, reactions, personId));
        await stream.writeSSE({ event: 'message', data, id: String(message.seq) });
        seq = message.seq;
      }
      if (changes.length > 0) continue;
      const woken = await waker.wait(ALIVE_MS, parts.clock);
      if (!woken) await stream.write(': alive\n\n');
    }
  } finally {
    unlisten();
    parts.stopping.removeEventListener('abort', stop);
  }
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
