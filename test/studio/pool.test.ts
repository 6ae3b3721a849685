import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../src/core/chat/card.ts';
import { identifyReferences } from '../../src/core/studio/pool/identify.ts';
import { PoolKeeper } from '../../src/core/studio/pool/pool-keeper.ts';
import type { PressReply } from '../../src/core/studio/base/reply.ts';
import { sha256Hex } from '../../src/digest.ts';
import { anEmoji, aCaller, added, aReference } from '../values.ts';
import { Hub } from './hub.ts';

const ana = aCaller('ana');
const admin = aCaller('boss', { admin: true });
const boss = admin.person;

function cardOf(reply: PressReply): Card {
  if (reply.type !== 'card') throw new Error(`the answer is ${reply.type}`);
  return reply.card;
}

const text = (card: Card) => [card.heading, ...card.lines.map((line) => line.text)].join('\n');
const labels = (card: Card) => card.rows.flat().map((one) => one.label);
const options = (card: Card, at: number) => card.selects?.[at]?.options ?? [];

describe('/diptych pool', () => {
  it('shows a page with pictures, what helped most first, and turns to the next and back', async () => {
    const hub = await new Hub().start();
    const first = hub.studio.pool.page(ana, { of: 'all' }, 0).card;
    expect(text(first)).toContain('1–12 of 29, what helped most first');
    expect(first.lines.filter((line) => line.picture !== undefined)).toHaveLength(12);
    expect(labels(first)).toEqual(['More']);
    const press = async (card: Card, label: string) => {
      const id = card.rows.flat().find((one) => one.label === label)?.id ?? '';
      return cardOf(await hub.studio.press.press(ana, id));
    };
    const second = await press(first, 'More');
    expect(text(second)).toContain('13–24 of 29');
    expect(text(await press(second, 'More'))).toContain('25–29 of 29');
    expect(text(await press(second, 'Previous'))).toBe(text(first));
  });

  it('is narrowed by kind, category and person, by a choice or by a name', async () => {
    const hub = await new Hub().start();
    const all = hub.studio.pool.page(ana, { of: 'all' }, 0).card;
    const choose = async (label: string) => {
      const id = options(all, 1).find((one) => one.label === label)?.id ?? '';
      return cardOf(await hub.studio.press.press(ana, id));
    };
    expect(text(await choose('Tone: Natural film'))).toMatch(/· Tone: Natural film\n1–7 of 7/);
    expect(text(await choose('people'))).toContain('1–4 of 4');
    expect(text(await choose('removed'))).toContain('Nothing here yet.');
    const named = hub.studio.pool.named(ana, 'natural FILM', 0).card;
    expect(text(named)).toBe(text(await choose('Tone: Natural film')));
    expect(() => hub.studio.pool.named(ana, 'zed', 0)).toThrow('shelf_unknown');
  });

  it('tells the whole story of a reference, from the image it came from to the votes it won', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const a = hub.newest(pair, 'A');
    const used = a.spec.references.find((one) => one.role === 'tone')?.id ?? '';
    hub.store.reactions.add(a.id, 'web:eve', anEmoji('heart'), 'like', 1);
    const entry = await hub.press({ type: 'pool_entry', reference: used }, ana);
    // Both sides draw on it: the same three tones begin both.
    expect(text(cardOf(entry))).toContain(
      'used in 2 images: 1 like, 0 dislikes, votes 0 won, 0 lost',
    );
    expect(cardOf(entry).picture?.key).toBe(hub.store.pool.get(used)?.key);
    expect(labels(cardOf(entry))).toEqual(['Back to the pool']);
    const theirs = await hub.press({ type: 'pool_entry', reference: used }, admin);
    expect(labels(cardOf(theirs))).toEqual(['Remove from the pool', 'Back to the pool']);
  });

  it('is opened from Details, which show each reference with its picture', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id, spec } = hub.newest(pair, 'A');
    const details = cardOf(await hub.press({ type: 'details', generation: id }, ana));
    expect(details.thumbnails?.map((one) => one.key)).toEqual(
      spec.references.map((one) => one.key),
    );
    const [first] = options(details, 0);
    const entry = cardOf(await hub.studio.press.press(ana, first?.id ?? ''));
    expect(text(entry)).toContain('Mina (person)');
  });
});

describe('a name that a person and a category share', () => {
  it('still leads to each of them', async () => {
    const hub = await new Hub().start();
    hub.store.pool.putPersona({ slug: 'summer', displayName: 'Summer', tags: [] });
    hub.store.pool.putCategory({ slug: 'x(summer)', displayName: 'Summer', tags: [] });
    const heading = (name: string) => hub.studio.pool.named(ana, name, 0).card.heading;
    expect(heading('model.summer')).toContain('Person: Summer');
    expect(heading('tone.x(summer)')).toContain('Tone: Summer');
  });
});

describe('a reference that was promoted', () => {
  it('links to its image for people of that workspace alone', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const target = { kind: 'model', name: 'Mina' } as const;
    const { referenceId } = await hub.studio.press.promoteNamed(
      admin,
      hub.newest(pair, 'A').id,
      target,
    );
    const linkFor = (who: typeof ana) => {
      const card = cardOf(hub.studio.pool.entry(who, referenceId));
      return card.lines.find((line) => line.text.startsWith('Promoted by'))?.link;
    };
    expect(linkFor(ana)).toBeDefined();
    const place = { surface: 'web', workspace: 'elsewhere', channel: 'c', thread: null } as const;
    expect(linkFor({ ...ana, place })).toBeUndefined();
  });
});

describe('a removed reference', () => {
  async function withRemoved() {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const generation = hub.newest(pair, 'A').id;
    const used = hub.newest(pair, 'A').spec.references.find((one) => one.role === 'tone');
    const id = used?.id ?? '';
    const keeper = new PoolKeeper(hub);
    await hub.blobs.put(used?.key ?? '', new Uint8Array([7]));
    return { hub, pair, generation, id, key: used?.key ?? '', keeper };
  }

  it('is hidden from the next plan, and serves what was made with it', async () => {
    const { hub, pair, generation, id, key } = await withRemoved();
    const removed = cardOf(await hub.press({ type: 'pool_remove', reference: id }, admin));
    expect(text(removed)).toContain('Removed by boss');
    const next = await hub.generate('a woman walking');
    expect(hub.newest(next, 'B').spec.references.map((one) => one.id)).not.toContain(id);
    expect(hub.blobs.blobs.has(key)).toBe(true);
    await hub.press({ type: 'reroll', generation });
    expect(hub.newest(pair, 'A').spec.references.map((one) => one.id)).toContain(id);
    const details = cardOf(await hub.press({ type: 'details', generation }));
    expect(text(details)).toContain('(removed from the pool)');
    await hub.press({ type: 'pool_restore', reference: id }, admin);
    expect(hub.store.pool.get(id)).toBeDefined();
  });

  it('is taken out and put back by admins alone, once', async () => {
    const { hub, id } = await withRemoved();
    for (const type of ['pool_remove', 'pool_restore'] as const) {
      await expect(hub.press({ type, reference: id }, ana)).rejects.toMatchObject({
        code: 'not_admin',
      });
    }
    await hub.press({ type: 'pool_remove', reference: id }, admin);
    await expect(hub.press({ type: 'pool_remove', reference: id }, admin)).rejects.toMatchObject({
      code: 'reference_removed',
    });
    await hub.press({ type: 'pool_restore', reference: id }, admin);
    await expect(hub.press({ type: 'pool_restore', reference: id }, admin)).rejects.toMatchObject({
      code: 'reference_stands',
    });
  });

  it('once purged, stops old specs with a sentence; Edit… picks new ones', async () => {
    const { hub, pair, generation, id, key, keeper } = await withRemoved();
    await keeper.purge(id, boss);
    expect(hub.blobs.blobs.has(key)).toBe(false);
    expect(hub.store.unsettled.before(Infinity)).toEqual([]);
    await hub.press({ type: 'tone', generation, ratio: 25 });
    for (const type of ['reroll', 'regenerate'] as const) {
      await expect(hub.press({ type, generation })).rejects.toMatchObject({
        code: 'reference_withdrawn',
      });
    }
    const details = cardOf(await hub.press({ type: 'details', generation }));
    expect(text(details)).toContain('(withdrawn: its image is gone)');
    expect(details.thumbnails?.map((one) => one.key)).not.toContain(key);
    await hub.press({ type: 'edit', generation }, ana, { prompt: 'a woman walking' });
    expect(hub.newest(pair, 'A').spec.references.map((one) => one.id)).not.toContain(id);
    await expect(hub.press({ type: 'pool_restore', reference: id }, admin)).rejects.toMatchObject({
      code: 'reference_purged',
    });
  });

  it('whose blob could not be deleted is finished by a repeated purge, or by the janitor', async () => {
    const { hub, id, key, keeper } = await withRemoved();
    hub.blobs.failing = true;
    await expect(keeper.purge(id, boss)).rejects.toThrow('made to fail');
    hub.blobs.failing = false;
    expect(hub.blobs.blobs.has(key)).toBe(true);
    await hub.hours(2);
    expect(hub.blobs.blobs.has(key)).toBe(false);
    await expect(keeper.purge(id, boss)).resolves.toMatchObject({ reference: { id } });
  });

  it('takes the badge off the image it came from, also when the command line removes it', async () => {
    const { hub, pair, keeper } = await withRemoved();
    const generation = hub.newest(pair, 'B').id;
    const image = hub.newest(pair, 'B');
    const target = { kind: 'tone', name: 'Natural film' } as const;
    await hub.studio.press.promoteNamed(admin, image.id, target);
    await hub.settle();
    expect(hub.message(generation).card.badges).toEqual(['In the pool ✓']);
    const [promotion] = hub.store.promotions.of(generation);
    // Beside the hub, which nobody tells.
    keeper.remove(promotion?.referenceId ?? '', boss);
    await hub.advance(11_000);
    expect(hub.message(generation).card.badges).toEqual([]);
    await hub.studio.press.promoteNamed(admin, image.id, target);
    await hub.settle();
    expect(hub.message(generation).card.badges).toEqual(['In the pool ✓']);
    expect(hub.store.pool.restore(promotion?.referenceId ?? '')).toBe(false);
  });
});

describe('a reference whose content nobody wrote down', () => {
  it('is known by its bytes from the next start on', async () => {
    const hub = await new Hub().start();
    const one = aReference('old', { sha256: '', key: 'refs/old.png' });
    const twin = aReference('new', { sha256: sha256Hex(new Uint8Array([9])), key: 'refs/new.png' });
    const gone = aReference('gone', { sha256: '', key: 'refs/gone.png' });
    for (const each of [one, gone]) hub.store.pool.insert(each, added());
    await hub.blobs.put(one.key, new Uint8Array([9]));
    await identifyReferences({ store: hub.store, blobs: hub.blobs, digest: sha256Hex });
    expect(hub.store.pool.get('old')?.sha256).toBe(sha256Hex(new Uint8Array([9])));
    expect(hub.store.pool.get('gone')?.sha256).toBe('');
    expect(hub.store.pool.insert(twin, added())).toBe(false);
  });
});

describe('the janitor', () => {
  it('goes on after a blob that cannot be deleted, and tries that again', async () => {
    const hub = await new Hub().start();
    for (const key of ['refs/1', 'refs/2']) {
      await hub.blobs.put(key, new Uint8Array([1]));
      hub.store.unsettled.begin(key, hub.clock.now());
    }
    vi.spyOn(hub.blobs, 'delete').mockRejectedValueOnce(new Error('the disk is away'));
    await hub.hours(2);
    expect([...hub.blobs.blobs.keys()]).toEqual(['refs/1']);
    await hub.hours(1);
    expect([...hub.blobs.blobs.keys()]).toEqual([]);
  });

  it('never touches what somebody put under refs/, nor what a row names', async () => {
    const hub = await new Hub().start();
    const kept = ['refs/by-hand.png', 'refs/tone_angle_image_ref/x/named.png'];
    for (const key of kept) await hub.blobs.put(key, new Uint8Array([1]));
    hub.store.pool.insert(aReference('named', { key: kept[1] ?? '' }), added());
    // The row is there though nobody said that the blob is settled.
    hub.store.unsettled.begin(kept[1] ?? '', hub.clock.now());
    await hub.blobs.put('refs/stray.png', new Uint8Array([1]));
    hub.store.unsettled.begin('refs/stray.png', hub.clock.now());
    await hub.hours(50);
    expect([...hub.blobs.blobs.keys()].toSorted()).toEqual(kept);
  });
});
