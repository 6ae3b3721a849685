import type { PressReply } from '../../src/core/studio/base/reply.ts';
import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ben = aCaller('ben');

async function ready() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const [a, b] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
  const give = (values: unknown, who = ben) =>
    hub.press({ type: 'feedback', generation: a }, who, values);
  const vote = (choice: 'A' | 'B' | 'tie' | 'both_bad', on: object = {}, who = ben) =>
    hub.press({ type: 'vote', generationA: a, generationB: b, choice, ...on }, who);
  return { hub, pair, a, b, give, vote };
}

describe('feedback', () => {
  it.each([0, 6, -1, 1.5, '0', '6', '1.5', '-1', '', ' ', 'five', '10', null, undefined])(
    'with a rating of %j is refused, and nothing is kept',
    async (rating) => {
      const { hub, a, give } = await ready();
      await expect(give({ rating, text: 'fine' })).rejects.toMatchObject({
        status: 422,
        code: 'rating_invalid',
      });
      expect(hub.store.feedback.of(a)).toEqual([]);
    },
  );

  it.each([
    [1, 1],
    [5, 5],
    ['1', 1],
    ['5', 5],
  ])('with a rating of %j is kept', async (rating, kept) => {
    const { hub, a, give } = await ready();
    expect(await give({ rating, text: '  too dark ' })).toEqual({
      type: 'said',
      text: 'Thank you: your feedback is saved. Sending again replaces it.',
    });
    const at = hub.clock.now();
    expect(hub.store.feedback.of(a)).toEqual([
      { generationId: a, personId: 'web:ben', rating: kept, text: 'too dark', at },
    ]);
  });

  it('may have 1,000 characters, and none at all', async () => {
    const { hub, a, give } = await ready();
    await give({ rating: 3, text: 'x'.repeat(1_000) });
    await expect(give({ rating: 3, text: 'x'.repeat(1_001) })).rejects.toMatchObject({
      status: 422,
      code: 'feedback_too_long',
    });
    expect(hub.store.feedback.of(a)[0]?.text).toHaveLength(1_000);
    await give({ rating: 3 });
    expect(hub.store.feedback.of(a)[0]?.text).toBe('');
  });

  it('is each person’s own: a form shows what that person said', async () => {
    const { hub, a, give } = await ready();
    await give({ rating: 1, text: 'ben’s' });
    await hub.advance(1_000);
    await give({ rating: 4, text: 'ana’s' }, aCaller('ana'));
    const form = await give(undefined, aCaller('ana'));
    if (form.type !== 'form') throw new Error('no form');
    expect(form.form.fields.map((one) => one.value)).toEqual(['4', 'ana’s']);
    expect(hub.store.feedback.of(a).map((one) => one.personId)).toEqual(['web:ben', 'web:ana']);
  });

  it('on an image that is deleted, or that never was, is refused', async () => {
    const { hub, a, give } = await ready();
    await hub.press({ type: 'delete_confirm', generation: a });
    await expect(give({ rating: 3 })).rejects.toMatchObject({ code: 'image_deleted' });
    const failed = await hub.generate();
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    const generation = hub.newest(failed, 'A').id;
    await expect(
      hub.press({ type: 'feedback', generation }, ben, { rating: 3 }),
    ).rejects.toMatchObject({ status: 409, code: 'not_available' });
  });
});

describe('a vote', () => {
  it.each([
    ['A', 'A'],
    ['B', 'B'],
    ['tie', 'a tie'],
    ['both_bad', 'both bad'],
  ] as const)('for %s is kept, and said privately', async (choice, called) => {
    const { hub, pair, a, b, vote } = await ready();
    expect(await vote(choice)).toMatchObject({
      type: 'said',
      text: expect.stringContaining(`Your vote is counted: ${called}. So far: `),
    });
    expect(hub.view(pair).votes).toEqual([
      {
        pairId: pair,
        personId: 'web:ben',
        generationA: a,
        generationB: b,
        choice,
        at: hub.clock.now(),
      },
    ]);
  });

  it('is told privately how others voted, and in public only how many did', async () => {
    const { hub, pair, vote } = await ready();
    await vote('A', {}, aCaller('ana'));
    const { text } = saidOf(await vote('B'));
    expect(text).toContain('So far: A 1 · B 1 · tie 0 · both bad 0.');
    expect(hub.text(pair)).toContain('Votes: 2. Vote to see how people chose.');
    expect(hub.text(pair)).not.toContain('A 1');
  });

  it('is taken back by the same button', async () => {
    const { hub, pair, vote } = await ready();
    await vote('A', {}, aCaller('ana'));
    await vote('B');
    expect(await vote('B')).toEqual({ type: 'said', text: 'Your vote is taken back.' });
    expect(hub.view(pair).votes).toMatchObject([{ personId: 'web:ana', choice: 'A' }]);
    expect(hub.text(pair)).toContain('Votes: 1. ');
    expect(saidOf(await vote('B')).text).toContain('Your vote is counted: B.');
  });

  it('on anything but the newest image of both sides is refused', async () => {
    const { hub, pair, a, b, vote } = await ready();
    const refused = { status: 409, code: 'newer_images' };
    await expect(vote('A', { generationB: a })).rejects.toMatchObject(refused);
    await expect(vote('A', { generationA: b })).rejects.toMatchObject(refused);
    await hub.press({ type: 'reroll', generation: b });
    await hub.deliver('B');
    await expect(vote('A')).rejects.toMatchObject(refused);
    expect(hub.view(pair).votes).toEqual([]);
  });

  it('on a deleted image is refused: the one before it is asked about', async () => {
    const { hub, pair, a, b, vote } = await ready();
    await hub.press({ type: 'reroll', generation: a });
    await hub.deliver('A');
    const second = hub.newest(pair, 'A').id;
    await vote('A', { generationA: second });
    await hub.press({ type: 'delete_confirm', generation: second });
    await expect(vote('B', { generationA: second })).rejects.toMatchObject({
      code: 'newer_images',
    });
    expect(hub.text(pair)).toContain('Which is better?');
    await vote('tie');
    expect(hub.text(pair)).toContain('Votes: 1. ');
    await hub.press({ type: 'delete_confirm', generation: b });
    await expect(vote('tie')).rejects.toMatchObject({ code: 'newer_images' });
    expect(hub.labels(pair)).toEqual(['Details']);
  });
});

function saidOf(reply: PressReply): { readonly text: string } {
  if (reply.type !== 'said') throw new Error(`nothing was said, but ${reply.type}`);
  return reply;
}
