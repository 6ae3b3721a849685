import { describe, expect, it, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { draftOf, FILM, once, withImage } from './promoting.ts';

describe('Promote…, when a step fails', () => {
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
    await hub.hours(2);
    expect(state().blobs).toEqual(before.blobs);
    expect(hub.store.unsettled.before(Infinity)).toEqual([]);
  });

  it('copying to a full disk: says that it is full, and nothing has changed', async () => {
    const { hub, to, confirm, state } = await withImage();
    const draft = draftOf(await to(FILM));
    const before = state();
    const cause = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    vi.spyOn(hub.blobs, 'copy').mockRejectedValueOnce(new BlobError('storage', 'x', { cause }));
    await expect(confirm(draft)).rejects.toMatchObject({ code: 'storage_full' });
    expect(state()).toMatchObject({ promotions: [], tones: before.tones });
    await confirm(draft);
    expect(state().promotions).toHaveLength(1);
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
    await hub.hours(2);
    expect(state().blobs).toEqual(before.blobs);
  });
});
