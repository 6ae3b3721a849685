import { describe, expect, it, vi } from 'vitest';
import { WebAttachments } from '../../src/bots/web/attachments.ts';
import { Door } from '../../src/core/studio/base/door.ts';
import { Uploads } from '../../src/core/studio/press/uploads.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { RandomIds } from '../../src/system.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aCaller } from '../values.ts';

const ana = aCaller();
const ben = aCaller('ben');

async function sentByAna(format: 'png' | 'jpeg' | 'webp' = 'png') {
  const blobs = new MemoryBlobs();
  const clock = new FakeClock();
  const store = newStore();
  const uploads = new Uploads({
    blobs,
    door: new Door({ store, clock, log: new SilentLog() }),
    images: new SharpImages(),
    ids: new RandomIds(clock),
    clock,
    digest: sha256Hex,
  });
  const fetcher = new WebAttachments(blobs);
  const bytes = await aPicture(format);
  const id = await uploads.keep(ana, 'mine', bytes);
  return { blobs, clock, store, uploads, fetcher, bytes, id };
}

describe('an image that was sent ahead', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'as %s is an attachment of its sender',
    async (format) => {
      const { uploads, fetcher, bytes, id } = await sentByAna(format);
      const [one] = await uploads.attachments(ana, [{ id, name: 'mine' }]);
      expect(one).toMatchObject({ name: 'mine', bytes: bytes.length });
      const fetched = await fetcher.fetch(one ?? never(), bytes.length);
      expect(Buffer.from(fetched).equals(bytes)).toBe(true);
    },
  );

  it('is nobody else’s, though they know its id', async () => {
    const { uploads, id } = await sentByAna();
    await expect(uploads.attachments(ben, [{ id, name: 'mine' }])).rejects.toMatchObject({
      status: 422,
      code: 'reference_unavailable',
    });
  });

  it.each([
    ['a path', '../../library/web/a.png'],
    ['an id that never was', 'AAAAAAAAAAAAAAAAAAAA.png'],
    ['a short id', 'AAAA.png'],
    ['another ending', 'AAAAAAAAAAAAAAAAAAAA.gif'],
    ['nothing', ''],
  ])('is not named by %s, and one such among good ones refuses all', async (_what, wrong) => {
    const { uploads, id } = await sentByAna();
    const both = [
      { id, name: 'mine' },
      { id: wrong, name: 'wrong' },
    ];
    const refusal = await uploads.attachments(ana, both).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'reference_unavailable' });
    expect(refusal instanceof UserError && say(refusal, 'en')).toContain('wrong');
  });

  it('that is no image is refused by a name that people can read', async () => {
    const { uploads } = await sentByAna();
    const kept = uploads.keep(ana, 'Jose\u0301\u202e.png', Buffer.from('no image'));
    const refused: unknown = await kept.catch((cause: unknown) => cause);
    if (!(refused instanceof UserError)) throw new Error('it was kept');
    expect(say(refused, 'en')).toContain('“Jos\u00e9.png”');
  });

  it('keeps the order in which they are named', async () => {
    const { uploads, id } = await sentByAna();
    const second = await uploads.keep(ana, 'second', await aPicture('jpeg'));
    const named = [
      { id: second, name: 'second' },
      { id, name: 'mine' },
    ];
    const names = (await uploads.attachments(ana, named)).map(({ name }) => name);
    expect(names).toEqual(['second', 'mine']);
  });

  it('is fetched whole or not at all', async () => {
    const { uploads, fetcher, blobs, bytes, id } = await sentByAna();
    const [one = never()] = await uploads.attachments(ana, [{ id, name: 'mine' }]);
    await expect(fetcher.fetch(one, bytes.length - 1)).rejects.toMatchObject({
      code: 'reference_too_large',
    });
    blobs.blobs.clear();
    await expect(fetcher.fetch(one, bytes.length)).rejects.toMatchObject({
      code: 'reference_unavailable',
    });
  });

  it('that is no image is not kept', async () => {
    const { uploads, blobs } = await sentByAna();
    const before = blobs.blobs.size;
    await expect(uploads.keep(ana, 'x', new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
      code: 'reference_type',
    });
    expect(blobs.blobs.size).toBe(before);
  });
});

describe('the uploads that a person holds', () => {
  const MINUTES_10 = 600_000;

  it('are 28: the oldest goes for a new one, but not within ten minutes', async () => {
    const { blobs, clock, uploads, bytes, id } = await sentByAna();
    const rest = [];
    for (let count = 1; count < 28; count += 1) rest.push(await uploads.keep(ana, 'mine', bytes));
    await expect(uploads.keep(ana, 'mine', bytes)).rejects.toMatchObject({
      status: 429,
      code: 'uploads_held',
    });
    await uploads.keep(ben, 'his', bytes);
    await clock.advance(MINUTES_10);
    const newest = await uploads.keep(ana, 'mine', bytes);
    const gone = uploads.attachments(ana, [{ id, name: 'mine' }]);
    await expect(gone).rejects.toMatchObject({ code: 'reference_unavailable' });
    const kept = [...rest, newest].map((one) => ({ id: one, name: 'mine' }));
    expect(await uploads.attachments(ana, kept)).toHaveLength(28);
    expect(blobs.blobs.size).toBe(29);
  });

  it('have 280 MB together', async () => {
    const { blobs, uploads, bytes } = await sentByAna();
    vi.spyOn(blobs, 'size').mockResolvedValue(280 * 1024 * 1024 - bytes.length);
    await uploads.keep(ana, 'mine', bytes);
    vi.spyOn(blobs, 'size').mockResolvedValue(140 * 1024 * 1024);
    await expect(uploads.keep(ana, 'mine', bytes)).rejects.toMatchObject({ code: 'uploads_held' });
  });

  it('make room for a new one by as many of the oldest as it needs, and no more', async () => {
    const { blobs, clock, uploads, bytes, id } = await sentByAna();
    const rest = [await uploads.keep(ana, 'mine', bytes), await uploads.keep(ana, 'mine', bytes)];
    await clock.advance(MINUTES_10);
    vi.spyOn(blobs, 'size').mockResolvedValue(100 * 1024 * 1024);
    const newest = await uploads.keep(ana, 'mine', bytes);
    const kept = [...blobs.blobs.keys()].map((key) => key.split('/').at(-1));
    expect(kept).not.toContain(id);
    expect(new Set(kept)).toEqual(new Set([...rest, newest]));
  });
});

describe('the door', () => {
  it('is before sending an image ahead, and before naming it', async () => {
    const { blobs, store, uploads, bytes, id } = await sentByAna();
    store.access.block('web:ana', 'cli', '', 0);
    const before = blobs.blobs.size;
    const refused = { code: 'not_allowed_person' };
    await expect(uploads.keep(ana, 'x', bytes)).rejects.toMatchObject(refused);
    await expect(uploads.attachments(ana, [{ id, name: 'mine' }])).rejects.toMatchObject(refused);
    expect(blobs.blobs.size).toBe(before);
  });
});

function never(): never {
  throw new Error('there is no attachment');
}
