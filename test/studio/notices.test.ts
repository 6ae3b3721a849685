import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('a channel in which we may not post any more', () => {
  async function shutOut(kind: 'forbidden' | 'gone') {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.surface.fail('post', kind, { only: (card) => card.kind === 'image' });
    hub.surface.fail('update', kind);
    await hub.deliver('A');
    await hub.settle();
    return { hub, pair };
  }

  it('is told about once, to who asked, in a sentence that says what helps', async () => {
    const { hub } = await shutOut('forbidden');
    expect(hub.surface.told).toHaveLength(1);
    expect(hub.surface.told[0]?.personId).toBe(aCaller().person.id);
    expect(hub.surface.told[0]?.text).toContain('Ask an admin to let me view it, send messages');
    hub.surface.fail('post', 'forbidden', { only: (card) => card.kind === 'image' });
    await hub.deliver('B');
    expect(hub.surface.told).toHaveLength(1);
  });

  it('once it takes messages again shows what it missed, with Re-post', async () => {
    const { hub, pair } = await shutOut('forbidden');
    expect(hub.labels(pair)).not.toContain('Re-post A');
    hub.studio.worksAgain(aCaller().place);
    await hub.settle();
    expect(hub.labels(pair)).toContain('Re-post A');
    await hub.press({ type: 'repost', generation: hub.newest(pair, 'A').id });
    expect(hub.text(pair)).toContain('A · ready');
  });

  it('once it takes messages again shows an edit that it missed alone, of which nobody was told', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    hub.surface.fail('update', 'forbidden');
    const generationA = hub.newest(pair, 'A').id;
    const generationB = hub.newest(pair, 'B').id;
    await hub.press({ type: 'vote', generationA, generationB, choice: 'A' });
    expect(hub.text(pair)).toContain('Which is better?');
    hub.studio.worksAgain(aCaller().place);
    await hub.settle();
    expect(hub.text(pair)).toContain('Votes: 1.');
    expect(hub.surface.told).toEqual([]);
  });

  it('is told about anew when it fails again after it worked', async () => {
    const { hub } = await shutOut('forbidden');
    await hub.deliver('B');
    hub.surface.fail('post', 'forbidden', { only: (card) => card.kind === 'header' });
    await hub.generate('another');
    expect(hub.surface.told).toHaveLength(2);
  });

  it('is told about in the surface’s own words, where it knows what is wrong', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const advice = (locale: string) => `The channel is archived (${locale}).`;
    hub.surface.fail('post', 'forbidden', { only: (card) => card.kind === 'image', advice });
    await hub.deliver('A');
    await hub.settle();
    expect(hub.surface.told.map((one) => one.text)).toEqual(['The channel is archived (en).']);
  });

  it('that is gone is told about as that', async () => {
    const { hub } = await shutOut('gone');
    expect(hub.surface.told[0]?.text).toContain('The channel of your pair is gone');
  });
});

describe('a message whose every answer is lost for a while', () => {
  it('is looked for each time, and posted as soon as it can be', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    for (let n = 0; n < 4; n += 1) hub.surface.fail('post', 'unknown');
    await hub.deliver('A');
    await hub.advance(60_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.surface.calls.filter((one) => one === 'find')).toHaveLength(4);
  });

  it('that is refused for what it is, is given up at once and can be re-posted', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.surface.fail('post', 'refused');
    await hub.deliver('A');
    await hub.settle();
    expect(hub.labels(pair)).toContain('Re-post A');
    expect(hub.surface.told).toEqual([]);
  });
});
