import { describe, expect, it, vi } from 'vitest';
import { decodeAction } from '../../src/core/action.ts';
import { BlobError } from '../../src/core/blob-error.ts';
import type { Card } from '../../src/core/card.ts';
import type { Caller } from '../../src/core/person.ts';
import type { Store } from '../../src/core/repositories.ts';
import type { PressReply } from '../../src/core/studio/reply.ts';
import { UserError } from '../../src/core/user-error.ts';
import { say } from '../../src/core/words.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const admin = aCaller('boss', { admin: true });
const other = aCaller('chief', { admin: true });
const FILM = { kind: 'tone', slug: 'a(natural,film)' } as const;
const MINA = { kind: 'model', slug: 'mina' } as const;
const MINA_BY_NAME = { kind: 'model', name: 'Mina' } as const;
const HOUR = 3_600_000;

function cardOf(reply: PressReply): Card {
  if (reply.type !== 'card') throw new Error(`the answer is ${reply.type}`);
  return reply.card;
}

const texts = (reply: PressReply) =>
  cardOf(reply)
    .lines.map((line) => line.text)
    .join('\n');

function once(spy: { mockImplementationOnce(work: () => never): unknown }, fail: () => never) {
  spy.mockImplementationOnce(fail);
}

/** The id of the draft behind a confirmation's first button. */
function draftOf(reply: PressReply): string {
  const action = decodeAction(cardOf(reply).rows[0]?.[0]?.id ?? '');
  if (action?.type !== 'promote_confirm') throw new Error('nothing is to be confirmed');
  return action.draft;
}

describe('Promote…', () => {
  /** A hub with an image of side A. */
  async function withImage() {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages('a woman walking in Seoul');
    const generation = hub.newest(pair, 'A').id;
    const to = (target: typeof FILM | typeof MINA, who: Caller = admin) =>
      hub.press({ type: 'promote_to', generation, target }, who);
    const confirm = (draft: string, who: Caller = admin) =>
      hub.press({ type: 'promote_confirm', draft }, who);
    const named = (kind: string, name: string) =>
      hub.press({ type: 'promote_other', generation }, admin, { kind, name });
    /** All that promotion may change, besides what is announced. */
    const state = () => ({
      blobs: [...hub.blobs.blobs.keys()].toSorted(),
      targets: hub.store.pool.targets(),
      tones: hub.store.pool.available('tone'),
      people: hub.store.pool.available('model'),
      promotions: hub.store.promotions.of(generation),
      version: hub.view(pair).pair.version,
    });
    return { hub, pair, generation, to, confirm, named, state };
  }

  it('shows the picture with every target, the most used first, and a way to name another', async () => {
    const { hub, generation } = await withImage();
    const card = cardOf(await hub.press({ type: 'promote', generation }, admin));
    expect(card.picture?.key).toBe(hub.store.generations.get(generation)?.image?.key);
    const labels = card.selects?.[0]?.options.map((one) => one.label) ?? [];
    expect(labels).toContain('Tone: Natural film');
    expect(labels).toContain('Person: Mina');
    expect(card.rows.flat().map((one) => one.label)).toEqual(['Other…']);
  });

  it('asks before it does anything, and then the very next plan uses the image', async () => {
    const { hub, pair, generation, to, confirm, state } = await withImage();
    const before = state();
    const asked = await to(FILM);
    expect(texts(asked)).toContain('As a tone of Natural film?');
    expect(state()).toEqual(before);
    const done = await confirm(draftOf(asked));
    expect(texts(done)).toContain('In the pool ✓ Natural film');
    const [promotion] = hub.store.promotions.of(generation);
    const reference = hub.store.pool.get(promotion?.referenceId ?? '');
    const key = reference?.key ?? '';
    expect(key).toMatch(/^refs\/tone_angle_image_ref\/a\(natural,film\)\/[0-9A-Za-z]{20}\.png$/);
    expect(reference).toMatchObject({
      kind: 'tone',
      category: FILM.slug,
      location: 'seoul',
      caption: 'a woman walking in Seoul',
    });
    expect(hub.blobs.blobs.get(reference?.key ?? '')).toEqual(new Uint8Array([1]));
    expect(hub.store.unsettled.before(Infinity)).toEqual([]);
    expect(hub.message(generation).card.badges).toEqual(['In the pool ✓']);
    const next = await hub.generate('a quiet street in Seoul, natural film', aCaller('ben'));
    const used = hub.newest(next, 'B').spec.references.map((one) => one.id);
    expect(used).toContain(reference?.id);
    expect(hub.view(pair).promotions).toHaveLength(1);
  });

  it('puts a person under a new name, which people see, while keys hold the slug', async () => {
    const { hub, generation, named, confirm } = await withImage();
    const asked = await named('model', '  김 민지 ');
    expect(texts(asked)).toContain('Somebody new to the pool');
    expect(hub.store.pool.personas().map((one) => one.slug)).not.toContain('gim-minji');
    await confirm(draftOf(asked));
    expect(hub.store.pool.personas()).toContainEqual({
      slug: 'gim-minji',
      displayName: '김 민지',
      tags: [],
    });
    const [promotion] = hub.store.promotions.of(generation);
    const key = hub.store.pool.get(promotion?.referenceId ?? '')?.key;
    expect(key).toMatch(/^refs\/model_image_ref\/gim-minji\/[0-9A-Za-z]{20}\.png$/);
    const next = await hub.generate('a woman', admin, { persona: '김 민지' });
    expect(hub.newest(next, 'A').spec.references[0]).toMatchObject({
      role: 'person',
      label: '김 민지',
    });
  });

  it('finds who is meant by a typed name, and keeps namesakes of another script apart', async () => {
    const { hub, named, confirm } = await withImage();
    expect(texts(await named('model', 'MINA'))).toBe('As a picture of Mina?');
    await confirm(draftOf(await named('model', '민아')));
    expect(hub.store.pool.personas().map((one) => [one.slug, one.displayName])).toContainEqual([
      'mina-2',
      '민아',
    ]);
  });

  it.each([
    ['', 'target_name_empty'],
    [' \u200B\u202E ', 'target_name_empty'],
    ['x'.repeat(61), 'target_name_long'],
  ])('refuses the name %j', async (name, code) => {
    const { named, state } = await withImage();
    const before = state();
    await expect(named('tone', name)).rejects.toMatchObject({ code });
    expect(state()).toEqual(before);
  });

  it('says the same when it is confirmed twice, and does it once', async () => {
    const { hub, generation, to, confirm } = await withImage();
    const draft = draftOf(await to(MINA));
    const both = await Promise.all([confirm(draft), confirm(draft)]);
    expect(both.map((one) => texts(one))).toEqual([texts(both[0]), texts(both[0])]);
    await confirm(draft);
    expect(hub.store.promotions.of(generation)).toHaveLength(1);
    expect([...hub.blobs.blobs.keys()].filter((key) => key.startsWith('refs/'))).toHaveLength(1);
  });

  it('is refused a second time to the same target, with who did it and when', async () => {
    const { to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    const refused: unknown = await to(FILM, other).catch((cause: unknown) => cause);
    if (!(refused instanceof UserError)) throw new Error('it was not refused');
    expect(say(refused, 'en')).toMatch(
      /^This image is in the pool as Natural film already: boss promoted it, \d{4}-\d\d-\d\d\.$/,
    );
    expect(texts(await to(MINA, other))).toContain('As a picture of Mina?');
  });

  it('of two admins who confirm at once lets the first one through, and keeps no second copy', async () => {
    const { hub, generation, to, confirm } = await withImage();
    const [mine, theirs] = [draftOf(await to(FILM)), draftOf(await to(FILM, other))];
    const ends = await Promise.allSettled([confirm(mine), confirm(theirs, other)]);
    expect(ends.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(hub.store.promotions.of(generation)).toHaveLength(1);
    expect([...hub.blobs.blobs.keys()].filter((key) => key.startsWith('refs/'))).toHaveLength(1);
    expect(hub.store.unsettled.before(Infinity)).toEqual([]);
  });

  it('confirmed twice, the first of which fails, is done once, with its blob', async () => {
    const { hub, generation, to, confirm } = await withImage();
    const draft = draftOf(await to(MINA));
    once(vi.spyOn(hub.store.promotions, 'insert'), () => {
      throw new Error('SQLITE_BUSY');
    });
    const ends = await Promise.allSettled([confirm(draft), confirm(draft)]);
    expect(ends.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [promotion] = hub.store.promotions.of(generation);
    const key = hub.store.pool.get(promotion?.referenceId ?? '')?.key ?? '';
    expect([...hub.blobs.blobs.keys()].filter((one) => one.startsWith('refs/'))).toEqual([key]);
  });

  it('does not make a second target of one name, nor join one that somebody else just made', async () => {
    const { hub, generation, named, confirm } = await withImage();
    const draft = draftOf(await named('tone', 'Neön'));
    hub.store.pool.putCategory({ slug: 'x(neon)', displayName: 'neön', tags: [] });
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'target_taken' });
    expect(hub.store.promotions.of(generation)).toEqual([]);
  });

  it('calls an image by its prompt, or by its target when nothing of that can be seen', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages('\u200B\u2066a\u200B');
    const image = hub.newest(pair, 'A');
    const { referenceId } = await hub.studio.promote.toNamed(admin, image, MINA_BY_NAME);
    expect(hub.store.pool.get(referenceId)?.caption).toBe('a');
  });

  it('is refused where an import brought the same bytes to the target', async () => {
    const { hub, generation, to } = await withImage();
    const image = hub.store.generations.get(generation)?.image;
    expect(image?.sha256).toBeDefined();
    const [tone] = hub.store.pool.available('tone');
    if (tone === undefined) throw new Error('the pool is empty');
    const same = { ...tone, id: 'same', key: 'refs/same', sha256: image?.sha256 ?? '' };
    const added = { at: 0, by: { id: 'cli', name: 'command line' }, source: 'import' } as const;
    hub.store.pool.insert(same, added);
    await expect(to(FILM)).rejects.toMatchObject({ code: 'already_in_pool' });
  });

  it('is refused to whoever is no admin at this very press, however they came by the button', async () => {
    const { hub, pair, generation, to, confirm, state } = await withImage();
    const draft = draftOf(await to(FILM));
    const before = state();
    const demoted = { ...admin, admin: false };
    for (const press of [
      () => hub.press({ type: 'promote', generation }, aCaller('ana')),
      () => hub.press({ type: 'promote_other', generation }, demoted),
      () => hub.press({ type: 'promote_other', generation }, demoted, { kind: 'model', name: 'x' }),
      () => to(FILM, demoted),
      () => confirm(draft, demoted),
      () => hub.studio.promote.toNamed(demoted, hub.newest(pair, 'A'), MINA_BY_NAME),
    ]) {
      await expect(press()).rejects.toMatchObject({ code: 'not_admin' });
    }
    await expect(confirm(draft, other)).rejects.toMatchObject({ code: 'choice_too_old' });
    expect(state()).toEqual(before);
  });

  it('is refused from another workspace, and for an image that was deleted', async () => {
    const { hub, generation, to, confirm } = await withImage();
    const place = { surface: 'web', workspace: 'elsewhere', channel: 'c' } as const;
    await expect(to(FILM, { ...admin, place })).rejects.toMatchObject({ code: 'gone' });
    const draft = draftOf(await to(FILM));
    await hub.press({ type: 'delete', generation }, admin);
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'image_deleted' });
    await expect(to(FILM)).rejects.toMatchObject({ code: 'image_deleted' });
  });

  it('forgets a choice that nobody confirmed for an hour', async () => {
    const { hub, to, confirm } = await withImage();
    const draft = draftOf(await to(FILM));
    await hub.advance(HOUR + 1);
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'choice_too_old' });
  });

  describe('when a step fails', () => {
    const broken = () => new BlobError('storage', 'the disk is full');

    const STEPS: readonly (readonly [string, (store: Store, fail: () => never) => void])[] = [
      ['announcing it', ({ unsettled }, fail) => once(vi.spyOn(unsettled, 'begin'), fail)],
      ['making the target', ({ pool }, fail) => once(vi.spyOn(pool, 'putPersona'), fail)],
      ['storing the reference', ({ pool }, fail) => once(vi.spyOn(pool, 'insert'), fail)],
      ['storing it', ({ promotions }, fail) => once(vi.spyOn(promotions, 'insert'), fail)],
      ['telling the message', ({ pairs }, fail) => once(vi.spyOn(pairs, 'touch'), fail)],
    ];

    it.each(STEPS)('%s: nothing is half-done, and it can be done again', async (_step, breakIt) => {
      const { hub, generation, named, confirm, state } = await withImage();
      const draft = draftOf(await named('model', 'Nova'));
      const before = state();
      breakIt(hub.store, () => {
        throw new Error('SQLITE_FULL');
      });
      await expect(confirm(draft)).rejects.toThrow('SQLITE_FULL');
      expect(state()).toEqual(before);
      expect(hub.store.unsettled.before(Infinity)).toEqual([]);
      await confirm(draft);
      expect(hub.store.promotions.of(generation)).toHaveLength(1);
    });

    it('copying: says so, and leaves nothing but what the janitor removes after an hour', async () => {
      const { hub, to, confirm, state } = await withImage();
      const draft = draftOf(await to(FILM));
      const before = state();
      vi.spyOn(hub.blobs, 'copy').mockImplementationOnce(async (_from, key) => {
        // It took effect, and the word of it was lost.
        await hub.blobs.put(key, new Uint8Array([1]));
        throw broken();
      });
      await expect(confirm(draft)).rejects.toMatchObject({ code: 'pool_copy_failed' });
      expect(state()).toMatchObject({ promotions: [], tones: before.tones });
      expect(hub.blobs.blobs.size).toBe(before.blobs.length + 1);
      await hub.advance(2 * HOUR + 1);
      expect(state().blobs).toEqual(before.blobs);
      expect(hub.store.unsettled.before(Infinity)).toEqual([]);
    });

    it('taking too long: it is given up after a minute', async () => {
      const { hub, to, confirm } = await withImage();
      const draft = draftOf(await to(FILM));
      vi.spyOn(hub.blobs, 'copy').mockReturnValueOnce(new Promise(() => undefined));
      const pressed = expect(confirm(draft)).rejects.toMatchObject({ code: 'pool_copy_failed' });
      await hub.advance(60_000);
      await pressed;
    });

    it('finding the file: says that there is none', async () => {
      const { hub, generation, to, confirm } = await withImage();
      const draft = draftOf(await to(FILM));
      await hub.blobs.delete(hub.store.generations.get(generation)?.image?.key ?? '');
      await expect(confirm(draft)).rejects.toMatchObject({ code: 'image_missing' });
      expect(hub.store.unsettled.before(Infinity)).toEqual([]);
    });

    it('cleaning up: the janitor does it later', async () => {
      const { hub, to, confirm, state } = await withImage();
      const draft = draftOf(await to(FILM));
      const before = state();
      vi.spyOn(hub.store.promotions, 'insert').mockImplementationOnce(() => {
        throw new Error('SQLITE_FULL');
      });
      vi.spyOn(hub.blobs, 'delete').mockRejectedValueOnce(broken());
      await expect(confirm(draft)).rejects.toThrow('SQLITE_FULL');
      await hub.advance(2 * HOUR + 1);
      expect(state().blobs).toEqual(before.blobs);
    });
  });

  it('keeps what was promoted when its source is deleted', async () => {
    const { hub, generation, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    await hub.press({ type: 'delete', generation }, admin);
    const [promotion] = hub.store.promotions.of(generation);
    const key = hub.store.pool.get(promotion?.referenceId ?? '')?.key ?? '';
    expect(hub.blobs.blobs.has(key)).toBe(true);
    await hub.advance(30 * HOUR);
    expect(hub.blobs.blobs.has(key)).toBe(true);
  });
});
