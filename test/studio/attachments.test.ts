import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { checkAttachments, faultError } from '../../src/core/plan/check-attachments.ts';
import { describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import type { AttachmentFetcher } from '../../src/core/ports/attachment.ts';
import { aPicture, forgedPng, phonePhoto, toldPicture } from '../pictures.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const MB = 1024 * 1024;

function fetcher(files: Record<string, Uint8Array>): AttachmentFetcher {
  return {
    fetch: async ({ source }) => {
      const bytes = files[source];
      if (bytes === undefined) throw new Error('404');
      return bytes;
    },
  };
}

function attachment(name: string, more: { bytes?: number } = {}) {
  return { name, bytes: 100, source: name, ...more };
}

async function ask(hub: Hub, attachments: ReturnType<typeof attachment>[]): Promise<string> {
  const input = { options: { prompt: 'a cat' }, attachments, requestKey: null };
  const [pair = ''] = await hub.accept(aCaller(), input);
  return pair;
}

describe('attached images', () => {
  it('are checked, kept and used first, in their order', async () => {
    const files = { 'one.png': await aPicture(), 'two.jpg': await aPicture('jpeg') };
    const hub = await new Hub({ fetcher: fetcher(files) }).start();
    const pair = await ask(
      hub,
      Object.keys(files).map((name) => attachment(name)),
    );
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'), PATIENT);
    const own = hub.newest(pair, 'A').spec.references.slice(0, 2);
    expect(own.map((one) => [one.role, one.label, one.key])).toEqual([
      ['own', 'one.png', `own/${pair}/1.png`],
      ['own', 'two.jpg', `own/${pair}/2.jpg`],
    ]);
    expect(hub.blobs.blobs.get(`own/${pair}/1.png`)).toHaveLength(files['one.png'].length);
  });

  it.each([
    [
      'eight of them',
      Array.from({ length: 8 }, (_, n) => attachment(`${n}`)),
      'references_too_many',
    ],
    ['one over 20 MB', [attachment('a.png', { bytes: 20 * MB + 1 })], 'reference_too_large'],
    [
      'a good one before a bad one',
      [attachment('a.png'), attachment('b.png', { bytes: 20 * MB + 1 })],
      'reference_too_large',
    ],
  ])('%s are refused before anything is stored', async (_what, attachments, code) => {
    const hub = await new Hub({ fetcher: fetcher({}) }).start();
    await expect(ask(hub, attachments)).rejects.toMatchObject({ code });
    expect(hub.surface.messages).toEqual([]);
  });

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    [
      'no image',
      async () => new TextEncoder().encode('hello'),
      /“x.png” is not a PNG, JPEG or WebP/,
    ],
    ['a GIF', () => aPicture('gif'), /“x.png” is not a PNG, JPEG or WebP/],
    [
      'a PDF',
      async () => new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n'),
      /“x.png” is not a PNG, JPEG or WebP image/,
    ],
    [
      'cut short',
      async () => (await aPicture('png', { width: 500, height: 500 })).subarray(0, 900),
      /“x.png” is damaged or cut short/,
    ],
    ['60,000 pixels wide', async () => forgedPng(60_000, 60_000), /“x.png” has more than 50 mega/],
    [
      '16,001 pixels high',
      async () => forgedPng(1, 16_001),
      /“x.png” is wider or higher than 16,000 pixels\./,
    ],
  ])('that turn out to be %s are refused in the header, by name', async (_what, make, why) => {
    const hub = await new Hub({ fetcher: fetcher({ 'x.png': await make() }) }).start();
    const pair = await ask(hub, [attachment('x.png')]);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('refused'), PATIENT);
    await hub.settle();
    expect(hub.text(pair)).toMatch(why);
    expect(hub.text(pair)).toContain('Nothing was charged.');
    expect(hub.queue.jobs).toEqual([]);
  });

  it('may be seven, of 20 MB each', () => {
    const seven = Array.from({ length: 7 }, (_, n) => attachment(`${n}`, { bytes: 20 * MB }));
    expect(() => checkAttachments(seven)).not.toThrow();
    expect(() => checkAttachments([])).not.toThrow();
  });

  it.each([
    ['type', 415, '“x” is not a PNG, JPEG or WebP image.'],
    ['too_large', 413, '“x” is larger than 20 MB.'],
    ['too_many_pixels', 413, '“x” has more than 50 megapixels.'],
    ['too_long', 413, '“x” is wider or higher than 16,000 pixels.'],
    [
      'too_slow',
      422,
      '“x” takes too long to read: save it anew with an image program and attach that.',
    ],
    [
      'busy',
      503,
      'Too many images are being checked, so “x” was not. Please try again in a minute.',
    ],
    ['broken', 422, '“x” is damaged or cut short and cannot be read as an image.'],
  ] as const)('whose bytes say %s are refused with %i', (fault, status, text) => {
    const error = faultError('x', fault);
    expect([error.status, say(error, 'en')]).toEqual([status, text]);
  });

  it('are fetched with the limit of 20 MB, and kept with what they are', async () => {
    const bytes = await aPicture('webp', { width: 30, height: 20 });
    const asked: number[] = [];
    const hub = await new Hub({
      fetcher: {
        fetch: async (_one, maxBytes) => {
          asked.push(maxBytes);
          return bytes;
        },
      },
    }).start();
    const pair = await ask(hub, [attachment('x.png')]);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'));
    expect(asked).toEqual([20_971_520]);
    expect(hub.view(pair).pair.own).toEqual([
      {
        key: `own/${pair}/1.webp`,
        name: 'x.png',
        type: 'image/webp',
        width: 30,
        height: 20,
        bytes: bytes.length,
      },
    ]);
  });

  it('are kept upright, without place and device, and so shown to others', async () => {
    const files = { 'told.jpg': await toldPicture('jpeg'), 'photo.jpg': await phonePhoto(30, 40) };
    const hub = await new Hub({ fetcher: fetcher(files) }).start();
    const pair = await ask(
      hub,
      Object.keys(files).map((name) => attachment(name)),
    );
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'), PATIENT);
    expect(hub.view(pair).pair.own).toMatchObject([
      { width: 80, height: 60 },
      { width: 30, height: 40 },
    ]);
    for (const { key, bytes } of hub.view(pair).pair.own) {
      const stored = Buffer.from(hub.blobs.blobs.get(key) ?? []);
      expect(stored).toHaveLength(bytes);
      expect(['Spycam', 'secret', 'Exif'].filter((one) => stored.includes(one))).toEqual([]);
      const seen = await hub.studio.lookup.reference(aCaller('ben'), key);
      expect(Buffer.from(seen)).toEqual(stored);
    }
  });

  it('that were stored as they came, long ago, are shown plain', async () => {
    const hub = await new Hub({ fetcher: fetcher({ 'x.jpg': await aPicture('jpeg') }) }).start();
    const pair = await ask(hub, [attachment('x.jpg')]);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'), PATIENT);
    const [{ key } = { key: '' }] = hub.view(pair).pair.own;
    await hub.blobs.put(key, await toldPicture('jpeg'));
    const seen = Buffer.from(await hub.studio.lookup.reference(aCaller('ben'), key));
    expect(['Spycam', 'secret', 'Exif'].filter((one) => seen.includes(one))).toEqual([]);
  });

  it('that cannot be stored for the workers make no generation', async () => {
    const files = { 'one.png': await aPicture() };
    const hub = await new Hub({ fetcher: fetcher(files) }).start();
    vi.spyOn(hub.blobs, 'put').mockRejectedValueOnce(new Error('the bucket is away'));
    const pair = await ask(hub, [attachment('one.png')]);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).not.toBe('planning'), PATIENT);
    expect(hub.view(pair).pair.state).toBe('refused');
    expect(hub.view(pair).generations).toEqual([]);
  });

  it('that the platform refuses are refused in its words', async () => {
    const fetch = async () => {
      throw new UserError('reference_too_large', 'x.png', 20);
    };
    const hub = await new Hub({ fetcher: { fetch } }).start();
    const pair = await ask(hub, [attachment('x.png')]);
    await hub.settle();
    expect(hub.text(pair)).toContain('Refused: “x.png” is larger than 20 MB.');
  });

  it('are refused where nobody can fetch them', async () => {
    const hub = await new Hub().start();
    const pair = await ask(hub, [attachment('x.png')]);
    await hub.settle();
    expect(hub.text(pair)).toContain('“x.png” could not be fetched.');
  });

  it('that cannot be fetched are refused in the header', async () => {
    const hub = await new Hub({ fetcher: fetcher({}) }).start();
    const pair = await ask(hub, [attachment('gone.png')]);
    await hub.settle();
    expect(hub.text(pair)).toContain('“gone.png” could not be fetched. Please attach it again.');
  });
});
