import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const HOUR = 3_600_000;

/** A pair with both images, and a vote on it that edits its header. */
async function withVotes() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const generationA = hub.newest(pair, 'A').id;
  const generationB = hub.newest(pair, 'B').id;
  const vote = (choice: 'A' | 'B', name: string) =>
    hub.press({ type: 'vote', generationA, generationB, choice }, aCaller(name));
  return { hub, pair, vote };
}

describe('an edit that fails once', () => {
  it('is tried again, also an hour after another one failed and was done', async () => {
    const { hub, pair, vote } = await withVotes();
    hub.surface.fail('update', 'transient');
    await vote('A', 'ana');
    await hub.advance(5_000);
    expect(hub.text(pair)).toContain('Votes: 1.');
    await hub.advance(HOUR);
    hub.surface.fail('update', 'transient');
    await vote('A', 'ben');
    await hub.advance(5_000);
    expect(hub.text(pair)).toContain('Votes: 2.');
  });

  it('is tried again, also after another one was given up', async () => {
    const { hub, pair, vote } = await withVotes();
    const update = hub.surface.update.bind(hub.surface);
    hub.surface.update = async (...args) => {
      hub.surface.fail('update', 'transient');
      return update(...args);
    };
    await vote('A', 'ana');
    await hub.advance(HOUR);
    expect(hub.text(pair)).toContain('Which is better?');
    hub.surface.update = update;
    hub.surface.fail('update', 'transient');
    await vote('A', 'ben');
    await hub.advance(5_000);
    expect(hub.text(pair)).toContain('Votes: 2.');
  });
});

describe('a message that was found instead of posted again', () => {
  it('is edited once, because nobody knows which state it shows', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const { generationId } = hub.queue.jobOf('A');
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    await hub.advance(5_000);
    expect(hub.message(generationId).edits).toBe(1);
  });
});

describe('the notice of a channel that takes no messages', () => {
  it('is in the language of the person who asked', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'forbidden');
    await hub.generate('a cat', aCaller('minji', { locale: 'ko' }));
    expect(hub.surface.told).toHaveLength(1);
    expect(hub.surface.told[0]?.text).toMatch(/[가-힣]/u);
  });
});
