import type { World } from '../base/world.ts';
import { DAY_MS } from '../../base/units.ts';
import type { Post } from '../../domain/pair.ts';
import type { Place, SurfaceName } from '../../domain/person.ts';
import type { ReactionReader, ReadMessage } from '../../ports/reaction-reader.ts';
import type { React } from './react.ts';

const CAUGHT_UP_DAYS = 14;

export type CatchUpParts = Pick<World, 'store' | 'clock' | 'log'> & {
  readonly surface: SurfaceName;
  readonly reader: ReactionReader;
  readonly react: React;
};

/** Reads the reactions of the last days from a surface, after a time in which we were told of none. */
export class CatchUp {
  readonly #parts: CatchUpParts;
  /** Messages with a reaction since the current page was read: they are read once more. */
  readonly #heard = new Set<string>();
  /** Single messages to read again, anybody's. */
  #swept: { readonly place: Place; readonly messageId: string }[] = [];
  #running: Promise<void> | null = null;
  #again = false;
  #all = false;
  #closed = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Starts a pass; one that is asked for during another follows it. */
  start(): void {
    this.#all = true;
    this.#begin();
  }

  /** Somebody put an emoji on the message, or took it away, and that was kept. */
  heard(messageId: string): void {
    if (this.#running !== null) this.#heard.add(messageId);
  }

  /** Emoji went from the message, nobody says whose: only reading it again helps. */
  swept(place: Place, messageId: string): void {
    this.heard(messageId);
    this.#swept.push({ place, messageId });
    this.#begin();
  }

  /** Begins nothing more. Resolves when the current pass has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  #begin(): void {
    this.#again = true;
    if (this.#running !== null || this.#closed) return;
    this.#running = this.#run()
      .catch((cause: unknown) => {
        this.#parts.log.error({ err: cause }, 'which reactions to catch up with could not be read');
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const channels = Map.groupBy(this.#posts(), ({ place }) => place.channel);
      for (const posts of channels.values()) await this.#channel(posts);
    }
  }

  #posts(): readonly Post[] {
    const { store, clock, surface } = this.#parts;
    const [all, swept] = [this.#all, this.#swept];
    this.#all = false;
    this.#swept = [];
    if (all) return store.posts.images(surface, clock.now() - CAUGHT_UP_DAYS * DAY_MS);
    const posts = swept.flatMap((one) => store.posts.byMessage(one.place, one.messageId) ?? []);
    return posts.filter(({ kind }) => kind === 'image');
  }

  /** Never throws: a channel that cannot be read is left as it is. */
  async #channel(posts: readonly Post[]): Promise<void> {
    try {
      await this.#read(posts);
    } catch (cause) {
      const channel = posts[0]?.place.channel;
      this.#parts.log.warn({ err: cause, channel }, 'reactions could not be caught up with');
    }
  }

  /** Page by page, from one of our messages to the next one after the page, however many lie between them. */
  async #read(posts: readonly Post[]): Promise<void> {
    const { reader } = this.#parts;
    const ours = new Map(posts.flatMap((post) => (post.messageId ? [[post.messageId, post]] : [])));
    let passed: string | undefined;
    for (const [id, { place }] of [...ours].toSorted(([a], [b]) => reader.compare(a, b))) {
      if (this.#closed) return;
      if (passed !== undefined && reader.compare(id, passed) <= 0) continue;
      this.#heard.clear();
      const page = await reader.page(place, id);
      for (const message of page) {
        const post = ours.get(message.id);
        if (post !== undefined && !this.#closed) await this.#message(post, message);
      }
      passed =
        page
          .map((one) => one.id)
          .toSorted(reader.compare)
          .at(-1) ?? id;
    }
  }

  /** A reaction that came while the message was read may be in what was read, or not: then it is read again. */
  async #message(post: Post, first: ReadMessage): Promise<void> {
    const { reader, react } = this.#parts;
    let message: ReadMessage | undefined = first;
    while (message !== undefined) {
      const standing = await message.reactions();
      if (standing === undefined) return;
      if (!this.#heard.delete(message.id)) return react.reconcile(post, standing);
      message = await reader.message(post.place, message.id);
    }
  }
}
