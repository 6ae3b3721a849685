import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/chat/card.ts';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import { FilteredError } from '../../src/core/ports/surface.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ana = aCaller('ana');
const ben = aCaller('ben');
const REFUSAL = { about: 'words', said: 'Not in this house' } as const;
const isHeader = (card: Card) => card.kind === 'header';
const isImage = (card: Card) => card.kind === 'image';

const textsOf = (card: Card) => card.lines.map(({ text }) => text).join('\n');

async function details(hub: Hub, pair: string): Promise<string> {
  const reply = await hub.press({ type: 'pair_details', pair });
  return reply.type === 'card' ? textsOf(reply.card) : '';
}

const history = (hub: Hub) => textsOf(hub.studio.galleries.history(ana, null).card);

describe('a header that the chat refuses for good', () => {
  /** A command whose first answer is refused once the test says so. */
  async function asked() {
    const hub = await new Hub().start();
    const given = Promise.withResolvers<SentMessage>();
    const said: string[] = [];
    const [pair = ''] = await hub.accept(ana, {
      options: { prompt: 'see evil.example' },
      attachments: [],
      requestKey: null,
      answer: () => given.promise,
      sayInstead: async (text) => void said.push(text),
    });
    await hub.settle();
    const refuse = async () => {
      given.reject(new FilteredError(REFUSAL));
      await hub.settle();
    };
    return { hub, pair, said, refuse };
  }

  it('as the answer to its command: nothing is made, and who asked is told in its place', async () => {
    const { hub, pair, said, refuse } = await asked();
    expect(hub.queue.jobs).toEqual([]);
    await refuse();
    await hub.advance(10_000);
    expect(said).toEqual([
      'This chat refuses to show the words of your prompt: “Not in this house”. So nothing more is made for it. ' +
        'Write it in other words.',
    ]);
    expect(hub.queue.jobs).toEqual([]);
    expect(hub.surface.calls).toEqual([]);
    expect(hub.surface.told).toEqual([]);
    expect(hub.store.posts.get(pair)).toMatchObject({ state: 'refused', refusal: REFUSAL });
    expect(hub.view(pair).generations.filter((one) => one.state !== 'cancelled')).toEqual([]);
    expect(hub.store.credits.inFlight(ana.person.id)).toBe(0);
    expect(await details(hub, pair)).toContain('Not in this house');
    expect(history(hub)).toContain('Not in this house');
    expect(hub.log.errors).toEqual([]);
  });

  it('holds back its runs for three seconds; then what runs already is finished', async () => {
    const { hub, pair, said, refuse } = await asked();
    await hub.advance(2_999);
    expect(hub.queue.jobs).toEqual([]);
    await hub.advance(1);
    expect(hub.queue.jobs).toHaveLength(2);
    await refuse();
    expect(said).toHaveLength(1);
    await hub.deliver('A');
    expect(hub.message(hub.newest(pair, 'A').id).replyTo).toBeNull();
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(await details(hub, pair)).toContain('Not in this house');
  });

  it('cancels what still waits, for nothing', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.surface.fail('post', 'transient', { only: isHeader, retryAfterMs: 5_000 });
    hub.surface.fail('post', 'filtered', { only: isHeader });
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    await hub.advance(6_000);
    expect(['A', 'B'].map((side) => hub.newest(pair, side === 'A' ? 'A' : 'B').state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(hub.store.credits.inFlight(ana.person.id)).toBe(0);
    expect(history(hub)).toContain('Not in this house');
  });

  it('as a message: is told privately once for all pairs of a command, and never tried again', async () => {
    const hub = await new Hub().start();
    for (let n = 0; n < 2; n += 1) hub.surface.fail('post', 'filtered', { only: isHeader });
    await hub.generate('see evil.example', ana, { count: 2 });
    await hub.advance(700_000);
    expect(hub.surface.told.map(({ personId }) => personId)).toEqual([ana.person.id]);
    expect(hub.surface.calls).toEqual(['post header', 'post header']);
    expect(hub.queue.jobs).toEqual([]);
  });

  it('stays so across a crash', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'filtered', { only: isHeader });
    const pair = await hub.generate();
    await hub.crash();
    await hub.advance(60_000);
    expect(hub.surface.calls).toEqual(['post header']);
    expect(hub.queue.jobs).toEqual([]);
    expect(await details(hub, pair)).toContain('Not in this house');
  });

  it('is found out before anything runs also when the process died before it was posted', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.surface.fail('post', 'transient', { only: isHeader, retryAfterMs: 60_000 });
    const pair = await hub.generate();
    hub.surface.fail('post', 'filtered', { only: isHeader });
    await hub.crash();
    await hub.advance(60_000);
    expect(hub.store.posts.get(pair)?.state).toBe('refused');
    expect(hub.newest(pair, 'A').state).toBe('cancelled');
  });

  it('lets nothing run in the next process either, until it is posted or refused', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'transient', { only: isHeader, retryAfterMs: 60_000 });
    const pair = await hub.generate();
    hub.surface.fail('find', 'transient');
    hub.surface.fail('post', 'filtered', { only: isHeader });
    await hub.crash();
    expect(hub.queue.jobs).toEqual([]);
    await hub.advance(1_000);
    expect(hub.store.posts.get(pair)?.state).toBe('refused');
    expect(hub.queue.jobs).toEqual([]);
  });

  it('is said in the channel, without its words, to who cannot be told privately', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'filtered', { only: isHeader });
    hub.surface.fail('tell', 'forbidden');
    await hub.generate('see evil.example');
    const [line] = hub.surface.messages;
    expect(line?.card.heading).toBe('ana');
    expect(line && textsOf(line.card)).toContain('Not in this house');
    expect(line && textsOf(line.card)).not.toContain('evil.example');
  });
});

describe('an image that the chat refuses for good', () => {
  async function refused(about: 'words' | 'picture' = 'picture') {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.surface.fail('post', 'filtered', { only: isImage, about });
    await hub.deliver('A');
    await hub.deliver('B');
    return { hub, pair };
  }

  it('costs nothing; its header says why and offers what helps, and asks for no vote', async () => {
    const { hub, pair } = await refused();
    await hub.advance(700_000);
    expect(hub.text(pair)).toContain(
      'A · made, but this chat refuses to show it: “Not in this house”. Nothing was charged for it.',
    );
    expect(hub.text(pair)).not.toContain('Which is better?');
    expect(hub.labels(pair)).toEqual(['Edit A…', 'Details']);
    expect(hub.surface.told).toEqual([
      {
        personId: ana.person.id,
        text:
          'An image for you was made, but this chat refuses to show it: “Not in this house”. ' +
          'Nothing was charged for it. The header of your pair has Edit… to try another prompt.',
      },
    ]);
    expect(hub.store.credits.spent(ana.person.id, 0)).toBe(1);
    expect(hub.store.credits.inFlight(ana.person.id)).toBe(0);
    expect(hub.surface.calls.filter((one) => one === 'post image')).toHaveLength(2);
    expect(await details(hub, pair)).toContain('“Not in this house”');
    expect(history(hub)).toContain('“Not in this house”');
  });

  it('is neither re-posted nor voted on, whoever presses an old button', async () => {
    const { hub, pair } = await refused();
    const [generationA, generationB] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
    await expect(hub.press({ type: 'repost', generation: generationA })).rejects.toThrow(
      'not_available',
    );
    const vote = hub.press({ type: 'vote', generationA, generationB, choice: 'A' });
    await expect(vote).rejects.toThrow('newer_images');
  });

  it('is deleted without a look for its message, which is not there', async () => {
    const { hub, pair } = await refused();
    await hub.press({ type: 'delete_confirm', generation: hub.newest(pair, 'A').id });
    expect(hub.text(pair)).toContain('A · deleted');
    expect(hub.surface.calls).not.toContain('find');
    expect(hub.surface.calls).not.toContain('remove');
  });

  it('is made anew with another prompt, and then voted on', async () => {
    const { hub, pair } = await refused();
    const generation = hub.newest(pair, 'A').id;
    await hub.press({ type: 'edit', generation }, ana, { prompt: 'a calm lake' });
    expect(hub.text(pair)).toContain('A · 2nd · making the image');
    await hub.deliver('A');
    expect(hub.text(pair)).toContain('Which is better?');
    expect(hub.labels(pair)).not.toContain('Edit A…');
  });

  it('is told to who started it', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages('a cat', ana);
    const admin = { ...ben, admin: true };
    hub.surface.fail('post', 'filtered', { only: isImage });
    await hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id }, admin);
    await hub.deliver('A');
    expect(hub.surface.told.map(({ personId }) => personId)).toEqual([ben.person.id]);
    expect(hub.surface.told[0]?.text).toContain('the words of its message');
    // The images before it are still there to be compared.
    expect(hub.labels(pair)).toContain('Both bad');
  });

  it('keeps no picture in the history, which the chat would refuse as well', async () => {
    const { hub } = await refused();
    const { lines } = hub.studio.galleries.history(ana, null).card;
    expect(lines.map(({ side, picture }) => [side, picture !== undefined])).toEqual([
      [undefined, false],
      ['A', false],
      ['B', true],
    ]);
  });
});

describe('an edit that the chat refuses for good', () => {
  it('is told once, is not tried again by itself, and a later one is', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const [generationA, generationB] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
    const vote = (choice: 'A' | 'B') =>
      hub.press({ type: 'vote', generationA, generationB, choice });
    const edits = () => hub.surface.calls.filter((one) => one === 'update header').length;
    const before = edits();
    for (let n = 0; n < 2; n += 1) hub.surface.fail('update', 'filtered');
    await vote('A');
    await hub.advance(700_000);
    expect(edits()).toBe(before + 1);
    // Taken back.
    await vote('A');
    expect(hub.surface.told.map(({ text }) => text)).toEqual([
      'A message of your pair does not show how it is now, because this chat refuses its words: ' +
        '“Not in this house”. /diptych history does.',
    ]);
    await vote('B');
    expect(hub.text(pair)).toContain('Votes: 1.');
    expect(hub.store.posts.get(pair)?.refusal).toBeNull();
    // Other messages of the channel were not held up, and the next refusal is told again.
    hub.surface.fail('update', 'filtered');
    await hub.advance(60_000);
    await vote('B');
    expect(hub.surface.told).toHaveLength(2);
    await hub.pairWithImages('another');
  });
});
