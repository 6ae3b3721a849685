import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ben = aCaller('ben');

describe('votes and feedback', () => {
  it('anybody votes, once, changeable; a newer image asks anew', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const images = () => ({
      generationA: hub.newest(pair, 'A').id,
      generationB: hub.newest(pair, 'B').id,
    });
    const old = images();
    await hub.press({ type: 'vote', ...old, choice: 'A' }, ben);
    const said = await hub.press({ type: 'vote', ...old, choice: 'tie' }, ben);
    expect(said).toMatchObject({ type: 'said' });
    expect(hub.text(pair)).toContain('Votes: 1. Vote to see how people chose.');
    await hub.press({ type: 'reroll', generation: old.generationA });
    await hub.deliver('A');
    expect(hub.text(pair)).toContain('Which is better?');
    await expect(hub.press({ type: 'vote', ...old, choice: 'B' }, ben)).rejects.toMatchObject({
      code: 'newer_images',
    });
    expect(hub.view(pair).votes).toHaveLength(1);
  });

  it('anybody gives feedback, and giving it again replaces it', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const generation = hub.newest(pair, 'A').id;
    const press = (values?: unknown) => hub.press({ type: 'feedback', generation }, ben, values);
    expect(await press()).toMatchObject({ type: 'form' });
    await press({ rating: '2', text: 'dark' });
    await press({ rating: 4, text: 'better' });
    const again = await press();
    if (again.type !== 'form') throw new Error('no form');
    expect(again.form.fields.map((one) => one.value)).toEqual(['4', 'better']);
    expect(hub.store.feedback.of(generation)).toHaveLength(1);
    await expect(press({ rating: 6 })).rejects.toMatchObject({ code: 'rating_invalid' });
    await expect(press({ rating: 3, text: 'x'.repeat(1_001) })).rejects.toMatchObject({
      code: 'feedback_too_long',
    });
  });
});

describe('Delete', () => {
  it('takes the message and the bytes away; the credit stays spent, the feedback kept', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id, spec } = hub.newest(pair, 'A');
    await hub.press({ type: 'feedback', generation: id }, ben, { rating: 1 });
    await hub.press({ type: 'delete_confirm', generation: id });
    expect(hub.surface.withNonce(id)).toEqual([]);
    expect(hub.blobs.blobs.has(spec.outputKey)).toBe(false);
    expect(hub.text(pair)).toContain('A · deleted');
    expect(hub.store.feedback.of(id)).toHaveLength(1);
    expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(2);
    await expect(hub.press({ type: 'reroll', generation: id })).rejects.toMatchObject({
      code: 'image_deleted',
      status: 410,
    });
  });
});

describe('Details', () => {
  it('of a generation and of a pair are for anybody, privately, in their language', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const korean = aCaller('ben', { locale: 'ko' });
    const one = await hub.press({ type: 'details', generation: hub.newest(pair, 'A').id }, korean);
    const both = await hub.press({ type: 'pair_details', pair }, korean);
    expect([one.type, both.type]).toEqual(['card', 'card']);
    if (one.type !== 'card') throw new Error('no card');
    expect(one.card.kind).toBe('private');
    expect(one.card.heading).toBe('A · 톤 3장 자세히');
    expect(one.card.lines.map((line) => line.text)).toContain('제공자 비용: $0.0100');
  });
});

it('the first-run message’s example makes a pair', async () => {
  const hub = await new Hub().start();
  await hub.press({ type: 'example', number: 1 });
  const [view] = hub.store.pairs.history('web:ana', 'web', null, 9);
  expect(view?.pair.request.prompt).toContain('Seoul');
});

describe('galleries', () => {
  it('page through pairs and likes, newest first, with the newest images', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 999 });
    for (let n = 0; n < 12; n += 1) await hub.pairWithImages(`a cat ${n}`);
    const first = hub.studio.galleries.history(aCaller(), null);
    expect(first.entries).toHaveLength(10);
    expect(first.card.lines.flatMap((line) => line.picture ?? [])).toHaveLength(20);
    const more = first.card.rows.flat()[0]?.id ?? '';
    const second = await hub.studio.press.press(aCaller(), more);
    if (second.type !== 'card') throw new Error('no card');
    expect(second.card.lines.filter((line) => line.quote).map((line) => line.text)).toEqual([
      'a cat 1',
      'a cat 0',
    ]);
    expect(hub.studio.galleries.likes(aCaller(), null).entries).toEqual([]);
  });
});
