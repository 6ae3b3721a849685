import type { Clock } from '../../core/ports/system.ts';
import { SurfaceError } from '../../core/ports/surface.ts';
import { Bucket } from './bucket.ts';
import { GAP_MS } from './limits.ts';

/** Posts that a channel takes at once: Slack takes short bursts, and does not say how long. */
export const BURST = 3;
/** Channels that are remembered until the quiet ones are forgotten. */
const MANY = 500;

/**
 * About one post a second in a channel. Lanes keep to that by themselves; first answers to many commands at once do
 * not, and would spend the channel's limit on refusals.
 */
export class PostPace {
  readonly #clock: Clock;
  readonly #channels = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a post. Throws a `SurfaceError` (`transient`): nothing was posted. */
  take(channel: string): void {
    const ms = this.#of(channel).take();
    if (ms === 0) return;
    throw new SurfaceError('transient', 'the channel takes about one message a second', {
      retryAfterMs: ms,
    });
  }

  /** Slack takes no post there for so long. */
  pause(channel: string, ms: number): void {
    this.#of(channel).pause(ms);
  }

  #of(channel: string): Bucket {
    const known = this.#channels.get(channel);
    if (known !== undefined) return known;
    if (this.#channels.size >= MANY) this.#forgetQuiet();
    const bucket = new Bucket(this.#clock, BURST, GAP_MS);
    this.#channels.set(channel, bucket);
    return bucket;
  }

  #forgetQuiet(): void {
    for (const [channel, bucket] of this.#channels) {
      if (bucket.isFull) this.#channels.delete(channel);
    }
  }
}
