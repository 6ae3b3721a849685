import { describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';
import {
  admin,
  cardOf,
  draftOf,
  FILM,
  HOUR,
  MINA,
  MINA_BY_NAME,
  once,
  other,
  texts,
  withImage,
} from './promoting.ts';

describe('Promote…', () => {
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

  it('takes a name of sixty characters as people count them', async () => {
    const { named } = await withImage();
    const name = '\u{1f600}'.repeat(60);
    expect(texts(await named('tone', name))).toContain(name);
  });

  it.each([
    ['', 'target_name_empty'],
    [' \u200B\u202E ', 'target_name_empty'],
    ['x'.repeat(61), 'target_name_long'],
    ['\u{1f600}'.repeat(61), 'target_name_long'],
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
    const { referenceId } = await hub.studio.press.promoteNamed(admin, image.id, MINA_BY_NAME);
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
      () => hub.studio.press.promoteNamed(demoted, hub.newest(pair, 'A').id, MINA_BY_NAME),
    ]) {
      await expect(press()).rejects.toMatchObject({ code: 'not_admin' });
    }
    await expect(confirm(draft, other)).rejects.toMatchObject({ code: 'choice_too_old' });
    expect(state()).toEqual(before);
  });

  it('is refused from another workspace, and for an image that was deleted', async () => {
    const { hub, generation, to, confirm } = await withImage();
    const place = { surface: 'web', workspace: 'elsewhere', channel: 'c', thread: null } as const;
    await expect(to(FILM, { ...admin, place })).rejects.toMatchObject({ code: 'gone' });
    const draft = draftOf(await to(FILM));
    await hub.press({ type: 'delete_confirm', generation }, admin);
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'image_deleted' });
    await expect(to(FILM)).rejects.toMatchObject({ code: 'image_deleted' });
  });

  it('forgets a choice that nobody confirmed for an hour', async () => {
    const { hub, to, confirm } = await withImage();
    const draft = draftOf(await to(FILM));
    await hub.advance(HOUR + 1);
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'choice_too_old' });
  });

  it('keeps what was promoted when its source is deleted', async () => {
    const { hub, generation, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    await hub.press({ type: 'delete_confirm', generation }, admin);
    const [promotion] = hub.store.promotions.of(generation);
    const key = hub.store.pool.get(promotion?.referenceId ?? '')?.key ?? '';
    expect(hub.blobs.blobs.has(key)).toBe(true);
    await hub.hours(30);
    expect(hub.blobs.blobs.has(key)).toBe(true);
  });
});
