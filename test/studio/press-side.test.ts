import { describe, expect, it, vi } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ben = aCaller('ben');

async function withImages() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages('a woman', aCaller(), { angle: 'overhead' });
  const a = hub.newest(pair, 'A').id;
  const b = hub.newest(pair, 'B').id;
  return { hub, pair, a, b };
}

describe('Cancel', () => {
  it('of a running side ends its call, stops its job, and leaves the other side alone', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const [a, b] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
    await hub.press({ type: 'cancel', generation: a });
    expect(hub.newest(pair, 'A').state).toBe('cancelled');
    expect(hub.newest(pair, 'B').state).toBe('running');
    expect(hub.queue.cancelled).toEqual([a]);
    expect(hub.store.calls.of(a)).toMatchObject([{ outcome: 'dropped', costUsd: null }]);
    expect(hub.store.calls.of(b)).toMatchObject([{ outcome: null, costUsd: null }]);
  });

  it('of a waiting side has no call to end', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    const b = hub.newest(pair, 'B').id;
    await hub.press({ type: 'cancel', generation: b });
    expect(hub.newest(pair, 'B').state).toBe('cancelled');
    expect(hub.store.calls.of(b)).toEqual([]);
  });

  it('holds though the job cannot be stopped', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.cancel = () => Promise.reject(new Error('the queue is away'));
    const generation = hub.newest(pair, 'A').id;
    expect(await hub.press({ type: 'cancel', generation })).toEqual({ type: 'done' });
    expect(hub.newest(pair, 'A').state).toBe('cancelled');
  });
});

describe('staging a ratio', () => {
  it('changes that ratio of that image alone', async () => {
    const { hub, pair, a } = await withImages();
    const { tone, angle } = hub.newest(pair, 'A').staged;
    const other = hub.newest(pair, 'B').staged;
    await hub.press({ type: 'tone', generation: a, ratio: 25 });
    expect(hub.newest(pair, 'A').staged).toEqual({ tone: 25, angle });
    await hub.press({ type: 'angle', generation: a, ratio: 50 });
    expect(hub.newest(pair, 'A').staged).toEqual({ tone: 25, angle: 50 });
    expect([tone, angle]).not.toContain(25);
    expect(angle).not.toBe(50);
    expect(hub.newest(pair, 'B').staged).toEqual(other);
    expect(hub.labels(a)).toEqual(expect.arrayContaining(['Tone 25 %', 'Angle 50 %']));
  });
});

describe('Delete', () => {
  it('asks once more, and changes nothing until it is answered', async () => {
    const { hub, a } = await withImages();
    const asked = await hub.press({ type: 'delete', generation: a });
    expect(asked).toMatchObject({
      type: 'card',
      card: {
        kind: 'private',
        heading: 'Delete A?',
        lines: [
          {
            text: 'The image and its message will be gone for everybody, and nobody can bring them back. Its credit stays spent; feedback, and what was promoted, stay.',
          },
        ],
        rows: [[{ id: `1:delete_confirm:${a}`, label: 'Delete for good', style: 'danger' }]],
      },
    });
    expect(hub.surface.withNonce(a)).toHaveLength(1);
    expect(await hub.press({ type: 'delete_confirm', generation: a })).toMatchObject({
      card: {
        heading: 'A · deleted',
        lines: [{ text: 'The image and its message are gone. Its credit stays spent.' }],
        rows: [],
      },
    });
    for (const type of ['delete', 'delete_confirm'] as const) {
      await expect(hub.press({ type, generation: a })).rejects.toMatchObject({
        code: 'image_deleted',
      });
    }
  });

  it('takes the bytes of that image alone', async () => {
    const { hub, pair, a } = await withImages();
    const { outputKey } = hub.newest(pair, 'A').spec;
    const kept = hub.newest(pair, 'B').spec.outputKey;
    await hub.press({ type: 'delete_confirm', generation: a });
    expect([hub.blobs.blobs.has(outputKey), hub.blobs.blobs.has(kept)]).toEqual([false, true]);
    expect(hub.newest(pair, 'A').deletedAt).toBe(hub.clock.now());
    expect(hub.newest(pair, 'B').deletedAt).toBeNull();
  });

  it('holds though the bytes cannot be deleted', async () => {
    const { hub, pair, a } = await withImages();
    vi.spyOn(hub.blobs, 'delete').mockRejectedValueOnce(new Error('disk'));
    expect(await hub.press({ type: 'delete_confirm', generation: a })).toMatchObject({
      type: 'card',
    });
    expect(hub.newest(pair, 'A').deletedAt).not.toBeNull();
    expect(hub.surface.withNonce(a)).toEqual([]);
  });
});

describe('a vote', () => {
  it.each([
    ['the sides the wrong way round', ({ a, b }: Pressed) => [b, a]],
    ['one image twice', ({ a }: Pressed) => [a, a]],
    ['an image of another pair', ({ a, other }: Pressed) => [a, other]],
    ['an image that never was', ({ a }: Pressed) => [a, 'nothing']],
  ])('that names %s is refused', async (_what, images) => {
    const { hub, pair, a, b } = await withImages();
    const second = await hub.pairWithImages('another');
    const [generationA = '', generationB = ''] = images({
      a,
      b,
      other: hub.newest(second, 'B').id,
    });
    const vote = hub.press({ type: 'vote', generationA, generationB, choice: 'A' }, ben);
    await expect(vote).rejects.toMatchObject({ status: 409, code: 'newer_images' });
    expect(hub.view(pair).votes).toEqual([]);
  });

  it('is each person’s own, with what they chose and when', async () => {
    const { hub, pair, a, b } = await withImages();
    const images = { generationA: a, generationB: b } as const;
    await hub.press({ type: 'vote', ...images, choice: 'B' }, ben);
    await hub.press({ type: 'vote', ...images, choice: 'both_bad' });
    const at = hub.clock.now();
    expect(hub.view(pair).votes.toSorted((x, y) => (x.personId < y.personId ? -1 : 1))).toEqual([
      { pairId: pair, personId: 'web:ana', ...images, choice: 'both_bad', at },
      { pairId: pair, personId: 'web:ben', ...images, choice: 'B', at },
    ]);
  });
});

describe('what a press changed and no message showed yet', () => {
  it('a staged ratio is shown by the next process', async () => {
    const { hub, a } = await withImages();
    hub.surface.fail('update', 'transient', { retryAfterMs: 60_000 });
    await hub.press({ type: 'tone', generation: a, ratio: 25 });
    expect(hub.labels(a)).not.toContain('Tone 25 %');
    await hub.crash();
    expect(hub.labels(a)).toContain('Tone 25 %');
  });

  it('a deleted image is taken away by the next process', async () => {
    const { hub, a } = await withImages();
    hub.surface.fail('remove', 'transient', { retryAfterMs: 60_000 });
    await hub.press({ type: 'delete_confirm', generation: a });
    expect(hub.surface.withNonce(a)).toHaveLength(1);
    await hub.crash();
    expect(hub.surface.withNonce(a)).toEqual([]);
  });

  it('a vote is counted by the next process', async () => {
    const { hub, pair, a, b } = await withImages();
    hub.surface.fail('update', 'transient', { retryAfterMs: 60_000 });
    await hub.press({ type: 'vote', generationA: a, generationB: b, choice: 'A' }, ben);
    expect(hub.text(pair)).toContain('Which is better?');
    await hub.crash();
    expect(hub.text(pair)).toContain('Votes: 1. Vote to see how people chose.');
  });
});

interface Pressed {
  readonly a: string;
  readonly b: string;
  readonly other: string;
}

describe('feedback', () => {
  it.each([
    [1, 'yes'],
    [5, 'yes'],
    ['3', 'yes'],
    [0, 'rating_invalid'],
    [6, 'rating_invalid'],
    [2.5, 'rating_invalid'],
    ['0', 'rating_invalid'],
    ['10', 'rating_invalid'],
    ['', 'rating_invalid'],
    [null, 'rating_invalid'],
  ])('with a rating of %j: %s', async (rating, expected) => {
    const { hub, a } = await withImages();
    const outcome = await hub.press({ type: 'feedback', generation: a }, ben, { rating }).then(
      () => 'yes',
      (error: { readonly code: string }) => error.code,
    );
    expect(outcome).toBe(expected);
    expect(hub.store.feedback.of(a)).toHaveLength(expected === 'yes' ? 1 : 0);
  });

  it('has a thousand characters at most, without the spaces around them', async () => {
    const { hub, a } = await withImages();
    const say = (text: string) =>
      hub.press({ type: 'feedback', generation: a }, ben, { rating: 3, text });
    await say(` ${'x'.repeat(1_000)} `);
    expect(hub.store.feedback.of(a)).toMatchObject([{ text: 'x'.repeat(1_000) }]);
    await expect(say('x'.repeat(1_001))).rejects.toMatchObject({ code: 'feedback_too_long' });
  });

  it('is in one spelling, counted as people count, and empty when nobody sees it', async () => {
    const { hub, a } = await withImages();
    const say = async (text: string) => {
      await hub.press({ type: 'feedback', generation: a }, ben, { rating: 3, text });
      return hub.store.feedback.of(a)[0]?.text;
    };
    expect(await say('Jose\u0301 \ud83d!')).toBe('Jos\u00e9 !');
    expect(await say('\u{1f600}'.repeat(1_000))).toHaveLength(2_000);
    expect(await say('\u200b\u3164')).toBe('');
    await expect(say('\u{1f600}'.repeat(1_001))).rejects.toMatchObject({
      code: 'feedback_too_long',
    });
  });

  it('is each person’s own: nobody finds somebody else’s words in their form', async () => {
    const { hub, a } = await withImages();
    await hub.press({ type: 'feedback', generation: a }, ben, { rating: 2, text: 'my secret' });
    const form = await hub.press({ type: 'feedback', generation: a });
    expect(JSON.stringify(form)).not.toContain('my secret');
    await hub.press({ type: 'feedback', generation: a }, aCaller(), { rating: 4 });
    expect(hub.store.feedback.of(a)).toHaveLength(2);
  });
});
