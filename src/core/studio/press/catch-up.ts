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

/** Reads the reactions of the last days from a surface, which sends no events for the time it was not connected. */
export class CatchUp {
  readonly #parts: CatchUpParts;
  /** Messages with a reaction since the current page was read: they are read once more. */
  readonly #changed = new Set<string>();
  /** Single messages to read again, not all of them ours. */
  #single: { readonly place: Place; readonly messageId: string }[] = [];
  #running: Promise<void> | null = null;
  #again = false;
  #all = false;
  #closed = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Starts a pass, or another one after the running pass. */
  start(): void {
    this.#all = true;
    this.#begin();
  }

  /** A reaction on the message was stored or removed meanwhile. */
  changed(messageId: string): void {
    if (this.#running !== null) this.#changed.add(messageId);
  }

  /** Emoji were cleared from the message, nobody knows whose. */
  readAgain(place: Place, messageId: string): void {
    this.changed(messageId);
    this.#single.push({ place, messageId });
    this.#begin();
  }

  /** Resolves when the current pass has ended; no other begins. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  #begin(): void {
    this.#again = true;
    if (this.#running !== null || this.#closed) return;
    this.#running = this.#run()
      .catch((cause: unknown) => {
        this.#parts.log.error(
          { err: cause },
          'the messages whose reactions to read could not be listed',
        );
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      // A thread's messages are not in the history of its channel.
      const places = Map.groupBy(this.#posts(), placeKey);
      for (const posts of places.values()) await this.#channel(posts);
    }
  }

  #posts(): readonly Post[] {
    const { store, clock, surface } = this.#parts;
    const [all, single] = [this.#all, this.#single];
    this.#all = false;
    this.#single = [];
    if (all) return store.posts.images(surface, clock.now() - CAUGHT_UP_DAYS * DAY_MS);
    const posts = single.flatMap((one) => store.posts.byMessage(one.place, one.messageId) ?? []);
    return posts.filter(({ kind }) => kind === 'image');
  }

  /** Never throws: a channel that cannot be read keeps its reactions. */
  async #channel(posts: readonly Post[]): Promise<void> {
    try {
      await this.#read(posts);
    } catch (cause) {
      const channel = posts[0]?.place.channel;
      this.#parts.log.warn({ err: cause, channel }, 'the reactions in a channel could not be read');
    }
  }

  /** Reads page by page; skips from a page's end to our next message. */
  async #read(posts: readonly Post[]): Promise<void> {
    const { reader } = this.#parts;
    const ours = new Map(posts.flatMap((post) => (post.messageId ? [[post.messageId, post]] : [])));
    let passed: string | undefined;
    for (const [id, { place }] of [...ours].toSorted(([a], [b]) => reader.compare(a, b))) {
      if (this.#closed) return;
      if (passed !== undefined && reader.compare(id, passed) <= 0) continue;
      this.#changed.clear();
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

  /** Reads a message again when a reaction changed meanwhile: the first read may or may not have it. */
  async #message(post: Post, first: ReadMessage): Promise<void> {
    const { reader, react } = this.#parts;
    let message: ReadMessage | undefined = first;
    while (message !== undefined) {
      const found = await message.reactions();
      if (found === undefined) return;
      if (!this.#changed.delete(message.id)) return react.reconcile(post, found);
      message = await reader.message(post.place, message.id);
    }
  }
}

function placeKey({ place }: Post): string {
  return `${place.channel} ${place.thread ?? ''}`;
}
