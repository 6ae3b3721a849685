import type { RepliableInteraction } from 'discord.js';
import type { Clock } from '../../core/ports/system.ts';
import { TOKEN_MS } from './limits.ts';

interface Live {
  readonly interaction: RepliableInteraction;
  readonly at: number;
}

/** The newest interaction of each person in each channel while its token lives, for private notices. */
export class LiveInteractions {
  readonly #clock: Clock;
  readonly #newest = new Map<string, Live>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False for the newest interaction delivered once more: only its first copy knows what was answered. */
  add(interaction: RepliableInteraction): boolean {
    const at = this.#clock.now();
    for (const [key, live] of this.#newest) {
      // In the order of their last use: the first that lives ends the search.
      if (at - live.at < TOKEN_MS) break;
      this.#newest.delete(key);
    }
    const key = keyOf(interaction.user.id, interaction.channelId ?? '');
    if (this.#newest.get(key)?.interaction.id === interaction.id) return false;
    this.#newest.delete(key);
    this.#newest.set(key, { interaction, at });
    return true;
  }

  of(userId: string, channel: string): RepliableInteraction | undefined {
    const live = this.#newest.get(keyOf(userId, channel));
    return live && this.#clock.now() - live.at < TOKEN_MS ? live.interaction : undefined;
  }
}

function keyOf(userId: string, channel: string): string {
  return `${userId} ${channel}`;
}
