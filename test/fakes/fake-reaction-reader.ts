import type { Caller, Place } from '../../src/core/domain/person.ts';
import type {
  ReactionReader,
  ReadMessage,
  CurrentReaction,
} from '../../src/core/ports/reaction-reader.ts';

/** Channels in memory whose messages carry emoji. Ids of messages are numbers behind a letter, `m7`. */
export class FakeReactionReader implements ReactionReader {
  readonly #channels = new Map<string, string[]>();
  readonly #emoji = new Map<string, CurrentReaction[]>();
  /** What was read: "page m1", "message m1", "emoji m1". */
  readonly reads: string[] = [];
  /** Channels that cannot be read. */
  readonly closed = new Set<string>();
  /** Runs when the emoji of a message have been read, before they are given. */
  afterEmoji: (messageId: string) => void | Promise<void> = () => {};
  pageSize = 3;

  add(channel: string, ...ids: readonly string[]): void {
    const all = [...(this.#channels.get(channel) ?? []), ...ids];
    this.#channels.set(channel, all.toSorted(this.compare));
  }

  remove(messageId: string): void {
    for (const [channel, ids] of this.#channels) {
      this.#channels.set(
        channel,
        ids.filter((id) => id !== messageId),
      );
    }
  }

  put(messageId: string, caller: Caller, emoji: string, isSuper = false): void {
    this.#emoji.set(messageId, [...this.#of(messageId), { caller, emoji, isSuper }]);
  }

  take(messageId: string): void {
    this.#emoji.delete(messageId);
  }

  compare(this: void, a: string, b: string): number {
    return Number(a.slice(1)) - Number(b.slice(1));
  }

  async page({ channel }: Place, messageId: string): Promise<readonly ReadMessage[]> {
    this.reads.push(`page ${messageId}`);
    const isThere = this.#channels.has(channel) && !this.closed.has(channel);
    if (!isThere) throw new Error(`${channel} cannot be read`);
    const later = this.#ids(channel).filter((id) => this.compare(id, messageId) >= 0);
    // The newest first, as some chats give them.
    return later
      .slice(0, this.pageSize)
      .toReversed()
      .map((id) => this.#read(channel, id));
  }

  async message({ channel }: Place, messageId: string): Promise<ReadMessage | undefined> {
    this.reads.push(`message ${messageId}`);
    return this.#ids(channel).includes(messageId) ? this.#read(channel, messageId) : undefined;
  }

  #read(channel: string, id: string): ReadMessage {
    return {
      id,
      reactions: async () => {
        this.reads.push(`emoji ${id}`);
        const standing = this.#of(id);
        await this.afterEmoji(id);
        return this.#ids(channel).includes(id) ? standing : undefined;
      },
    };
  }

  #ids(channel: string): readonly string[] {
    return this.#channels.get(channel) ?? [];
  }

  #of(messageId: string): readonly CurrentReaction[] {
    return this.#emoji.get(messageId) ?? [];
  }
}
