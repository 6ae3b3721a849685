import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../src/core/domain/person.ts';
import type { ReactionReader, ReadMessage } from '../../src/core/ports/reaction-reader.ts';

/** A reader with a channel behind it, in which people and a bot talk. */
export interface ReaderWorld {
  readonly reader: ReactionReader;
  readonly place: Place;
  /** Ids of six messages or more, the oldest first. */
  readonly ids: readonly string[];
  /** A person's emoji on a message; the person's id in the hub. */
  readonly react: (messageId: string, emoji: string, isSuper?: boolean) => string;
  /** Whether the surface has super reactions. */
  readonly hasSuper: boolean;
  /** Whether a page brings its messages’ emoji along, as they were then. */
  readonly bringsEmoji?: true;
  /** An emoji in the surface’s notation, where that is not the same as here. */
  readonly written?: (emoji: string) => string;
  /** The same by a bot, where the surface has bots. */
  readonly reactAsBot: (messageId: string, emoji: string) => void;
  readonly remove: (messageId: string) => void;
  readonly close: () => Promise<void>;
}

/** What every reader of reactions must do. */
export function reactionReaderContract(name: string, make: () => Promise<ReaderWorld>): void {
  describe(`${name}, as a reader of reactions`, () => {
    let world: ReaderWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    const id = (index: number): string => world.ids[index] ?? '';
    const written = (emoji: string): string => world.written?.(emoji) ?? emoji;
    const idsOf = (page: readonly ReadMessage[]) =>
      page.map((one) => one.id).toSorted(world.reader.compare);

    it('knows which of two messages is the older one', () => {
      expect([id(2), id(0), id(1)].toSorted(world.reader.compare)).toEqual([id(0), id(1), id(2)]);
      expect(world.reader.compare(id(1), id(1))).toBe(0);
      expect(world.reader.compare(id(1), id(0))).toBeGreaterThan(0);
    });

    it('reads a message and the next ones, none before it and none left out between', async () => {
      const page = idsOf(await world.reader.page(world.place, id(2)));
      expect(page.length).toBeGreaterThan(1);
      expect(page).toEqual(world.ids.slice(2, 2 + page.length));
    });

    it('reads on where a message was removed', async () => {
      world.remove(id(2));
      const page = idsOf(await world.reader.page(world.place, id(2)));
      expect(page[0]).toBe(id(3));
    });

    it('says who put which emoji on a message, and leaves bots out', async () => {
      const person = world.react(id(3), '❤️');
      world.reactAsBot(id(3), '🔥');
      const page = await world.reader.page(world.place, id(3));
      const standing = await page.find((one) => one.id === id(3))?.reactions();
      expect(standing?.map(({ caller, emoji }) => [caller.person.id, emoji])).toEqual([
        [person, written('❤️')],
      ]);
      expect(standing?.[0]?.caller.place).toEqual(world.place);
    });

    it('says each emoji as it is: its skin tone, its id, and whether it is a super one', async () => {
      const emojis = ['👍', '👍🏽', '<:party:123456789012345678>', '❤️'];
      for (const emoji of emojis) world.react(id(3), emoji);
      if (world.hasSuper) world.react(id(3), '👍', true);
      const message = await world.reader.message(world.place, id(3));
      const found = (await message?.reactions())?.map(
        ({ emoji, isSuper = false }) => `${emoji} ${isSuper}`,
      );
      const wanted = emojis.map((emoji) => `${written(emoji)} false`);
      expect(found?.toSorted()).toEqual(
        [...wanted, ...(world.hasSuper ? ['👍 true'] : [])].toSorted(),
      );
    });

    it('reads a message anew, with what was put on it since', async () => {
      const before = await world.reader.message(world.place, id(1));
      expect(await before?.reactions()).toEqual([]);
      world.react(id(1), '❤️');
      const after = await world.reader.message(world.place, id(1));
      expect(await after?.reactions()).toHaveLength(1);
    });

    it('says that a message is gone, also when it goes while its emoji are read', async () => {
      world.react(id(0), '❤️');
      const page = await world.reader.page(world.place, id(0));
      const message = page.find((one) => one.id === id(0));
      world.remove(id(0));
      const standing = await message?.reactions();
      expect(standing?.length).toBe(world.bringsEmoji ? 1 : undefined);
      expect(await world.reader.message(world.place, id(0))).toBeUndefined();
    });

    it('fails for a channel that is not there', async () => {
      const elsewhere = { ...world.place, channel: '123456789012345678' };
      await expect(world.reader.page(elsewhere, id(0))).rejects.toThrow();
    });
  });
}
