import { describe, expect, it, vi } from 'vitest';
import type { AttachmentFetcher } from '../../src/core/ports.ts';
import { PATIENT } from '../patient.ts';
import { aPicture, forgedPng } from '../pictures.ts';
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

function attachment(name: string, more: { type?: string; bytes?: number } = {}) {
  return { name, type: 'image/png', bytes: 100, source: name, ...more };
}

async function ask(hub: Hub, attachments: ReturnType<typeof attachment>[]): Promise<string> {
  const input = { options: { prompt: 'a cat' }, attachments, requestKey: null };
  const [pair = ''] = await hub.studio.generate.accept(aCaller(), input);
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
    ['one that says it is a GIF', [attachment('a.gif', { type: 'image/gif' })], 'reference_type'],
    ['one over 20 MB', [attachment('a.png', { bytes: 20 * MB + 1 })], 'reference_too_large'],
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
      'cut short',
      async () => (await aPicture('png', { width: 500, height: 500 })).subarray(0, 900),
      /“x.png” is damaged or cut short/,
    ],
    ['60,000 pixels wide', async () => forgedPng(60_000, 60_000), /“x.png” has more than 50 mega/],
  ])('that turn out to be %s are refused in the header, by name', async (_what, make, why) => {
    const hub = await new Hub({ fetcher: fetcher({ 'x.png': await make() }) }).start();
    const pair = await ask(hub, [attachment('x.png')]);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('refused'), PATIENT);
    await hub.settle();
    expect(hub.text(pair)).toMatch(why);
    expect(hub.text(pair)).toContain('Nothing was charged.');
    expect(hub.queue.jobs).toEqual([]);
  });

  it('that cannot be fetched are refused in the header', async () => {
    const hub = await new Hub({ fetcher: fetcher({}) }).start();
    const pair = await ask(hub, [attachment('gone.png')]);
    await hub.settle();
    expect(hub.text(pair)).toContain('“gone.png” could not be fetched. Please attach it again.');
  });
});

describe('the janitor', () => {
  it('removes what no row names after a day, and nothing else', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const kept = hub.newest(pair, 'A').spec.outputKey;
    const byte = new Uint8Array([1]);
    for (const key of ['library/web/2026-11/stray.png', 'uploads/x/1.png', 'refs/a/b.png']) {
      await hub.blobs.put(key, byte);
    }
    await hub.advance(23 * 3_600_000);
    expect(hub.blobs.blobs.has('uploads/x/1.png')).toBe(true);
    await hub.advance(3 * 3_600_000);
    expect([...hub.blobs.blobs.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(
      [kept, hub.newest(pair, 'B').spec.outputKey, 'refs/a/b.png'].toSorted((a, b) =>
        a.localeCompare(b),
      ),
    );
  });
});
