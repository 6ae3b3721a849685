import type { Clock } from '../../../src/core/ports/system.ts';

/** Calls a minute of a method in a workspace, by Slack's tiers (docs.slack.dev, rate limits). */
const PER_MINUTE: ReadonlyMap<string, number> = new Map([
  ['chat.update', 50],
  ['chat.delete', 50],
  ['conversations.history', 50],
  ['conversations.replies', 50],
  ['conversations.open', 50],
  ['conversations.info', 50],
  ['reactions.get', 50],
  ['files.delete', 50],
  ['apps.connections.open', 50],
  ['chat.postEphemeral', 100],
  ['views.open', 100],
  ['views.update', 100],
  ['views.push', 100],
  ['views.publish', 100],
  ['files.info', 100],
  ['files.getUploadURLExternal', 100],
  ['files.completeUploadExternal', 100],
  ['users.info', 100],
  ['auth.test', 1_000],
]);
const MINUTE_MS = 60_000;
/** Messages that a channel takes in a short burst, and how long each counts. */
const POST_BURST = 5;
const POST_MS = 1_000;

/** Counts calls by the fake's clock. */
export class Rates {
  /** Off where a test is not about them. */
  on = true;
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds to wait, when the call is over the limit; else undefined, and the call counts. */
  refuse(method: string, channel: string | undefined): number | undefined {
    if (!this.on) return undefined;
    if (method === 'chat.postMessage') {
      return this.#count(`post ${channel ?? ''}`, POST_BURST, POST_BURST * POST_MS);
    }
    const limit = PER_MINUTE.get(method);
    return limit === undefined ? undefined : this.#count(method, limit, MINUTE_MS);
  }

  #count(key: string, limit: number, spanMs: number): number | undefined {
    const now = this.#clock.now();
    const calls = (this.#calls.get(key) ?? []).filter((at) => now - at < spanMs);
    const [first = now] = calls;
    if (calls.length >= limit) {
      this.#calls.set(key, calls);
      return Math.max(1, Math.ceil((first + spanMs - now) / 1_000));
    }
    this.#calls.set(key, [...calls, now]);
    return undefined;
  }
}
