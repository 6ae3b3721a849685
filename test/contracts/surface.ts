import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerCard } from '../../src/core/cards/header.ts';
import { imageCard } from '../../src/core/cards/image.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Place } from '../../src/core/domain/person.ts';
import type { Surface } from '../../src/core/ports/surface.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, withImage, inBoth } from '../values.ts';
import { FIRST_TRY } from '../fakes/post-target.ts';

/** A surface with a chat behind it that a test can look into. */
export interface SurfaceWorld {
  readonly surface: Surface;
  readonly place: Place;
  /** Set where a repeat with the same nonce posts a second message: it has to be found first. */
  readonly forgetsNonces?: true;
  /** A message's id as it stands in its link. */
  readonly idInLink?: (messageId: string) => string;
  /** Texts of all messages that stand, oldest first. */
  readonly shown: () => readonly string[];
  /** Stores the picture that an image's card names. */
  readonly store: (key: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const NOW = Date.now();
const target = (place: Place, nonce: string) => ({
  place,
  nonce,
  replyTo: null,
  ...FIRST_TRY,
  since: NOW - 1_000,
});

/** What every surface must do. */
export function surfaceContract(name: string, make: () => Promise<SurfaceWorld>): void {
  describe(`${name}, as a surface`, () => {
    let world: SurfaceWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    const header = (more = {}): Card =>
      headerCard(
        aView([], { pair: aPair({ state: 'planning', plan: null, ...more }) }),
        aContext(),
      );
    const image = (): Card => {
      const generation = aGeneration('a1', withImage());
      return imageCard(aView([generation]), generation, aContext());
    };
    const post = (nonce: string, card: Card) =>
      world.surface.post(target(world.place, nonce), card);

    it('posts a header, which is found by its nonce', async () => {
      const posted = await post('p1', header());
      expect(world.shown().join()).toContain('A · being prepared');
      expect(await world.surface.find(target(world.place, 'p1'))).toEqual(posted);
      expect(await world.surface.find(target(world.place, 'p2'))).toBeUndefined();
    });

    it('posts an image, which is found by its nonce and not taken for its header', async () => {
      await world.store(image().image?.key ?? '');
      const first = await post('p1', header());
      const second = await post('a1', image());
      expect(second.id).not.toBe(first.id);
      expect(await world.surface.find(target(world.place, 'a1'))).toEqual(second);
      expect(await world.surface.find(target(world.place, 'p1'))).toEqual(first);
    });

    it('posts once for one nonce, however often it is asked to, if it knows nonces', async () => {
      if (world.forgetsNonces) return;
      expect(await post('p1', header())).toEqual(await post('p1', header()));
      expect(world.shown()).toHaveLength(1);
    });

    it('edits an image with the memo it was found with, as with the one it was posted with', async () => {
      await world.store(image().image?.key ?? '');
      const { id, memo } = await post('a1', image());
      const found = await world.surface.find(target(world.place, 'a1'));
      const changed = (text: string) => ({ ...image(), lines: [{ text }] });
      await world.surface.update(world.place, id, changed('once'), memo);
      expect(world.shown()[0]).toContain('once');
      await world.surface.update(world.place, id, changed('twice'), found?.memo ?? null);
      expect(world.shown()[0]).toContain('twice');
    });

    it('makes a message show another card, as often as it is told', async () => {
      const { id, memo } = await post('p1', header());
      const refused = header({ state: 'refused', refusal: inBoth('no such thing') });
      await world.surface.update(world.place, id, refused, memo);
      await world.surface.update(world.place, id, refused, memo);
      expect(world.shown()).toHaveLength(1);
      expect(world.shown()[0]).toContain('no such thing');
    });

    it('takes a message away, and says that it is gone to whoever would edit it', async () => {
      const { id, memo } = await post('p1', header());
      await world.surface.remove(world.place, id, memo);
      await world.surface.remove(world.place, id, memo);
      expect(world.shown()).toEqual([]);
      expect(await world.surface.find(target(world.place, 'p1'))).toBeUndefined();
      const update = world.surface.update(world.place, id, header(), memo);
      await expect(update).rejects.toMatchObject({ name: 'SurfaceError', kind: 'gone' });
    });

    it('has nothing to take away of what was never posted, and says so to nobody', async () => {
      await world.surface.remove(world.place, null, null);
      expect(world.shown()).toEqual([]);
    });

    it('has room for the buttons of a header and of an image, and for a page of anything', () => {
      const images = [
        aGeneration('a1', withImage()),
        aGeneration('b1', { side: 'B', ...withImage() }),
      ];
      const full = headerCard(aView(images), aContext());
      expect(full.rows.flat().map((one) => one.label)).toContain('Both bad');
      const { rows, buttons, gallery, pool, costs } = world.surface.room;
      for (const card of [full, image()]) {
        expect(card.rows.length).toBeLessThanOrEqual(rows);
        for (const row of card.rows) expect(row.length).toBeLessThanOrEqual(buttons);
      }
      expect(Math.min(gallery, pool, ...Object.values(costs))).toBeGreaterThan(0);
      expect(world.surface.gapMs).toBeGreaterThanOrEqual(0);
    });

    it('links to a message, if it has links at all, by its id', async () => {
      const { id } = await post('p1', header());
      const shown = world.idInLink?.(id) ?? id;
      expect(world.surface.link(world.place, id) ?? shown).toContain(shown);
    });
  });
}
