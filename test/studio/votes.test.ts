import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import type { VoteChoice } from '../../src/core/domain/pair.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const [ana, ben] = [aCaller('ana'), aCaller('ben')];
const WITHDRAWN = { type: 'said', text: 'Your vote is taken back.' };

async function ready() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const images = () => ({
    generationA: hub.newest(pair, 'A').id,
    generationB: hub.newest(pair, 'B').id,
  });
  const action = (choice: VoteChoice) => ({ type: 'vote', ...images(), choice }) as const;
  const vote = async (choice: VoteChoice, who = ben) => {
    const reply = await hub.press(action(choice), who);
    return reply.type === 'said' ? reply.text : '';
  };
  const votes = () => hub.view(pair).votes.map(({ personId, choice }) => `${personId} ${choice}`);
  return { hub, pair, images, action, vote, votes };
}

describe('one’s own choice, pressed again', () => {
  it('withdraws the vote, and only that person’s', async () => {
    const { hub, pair, action, vote, votes } = await ready();
    await vote('A', ana);
    await vote('A');
    expect(hub.text(pair)).toContain('Votes: 2.');
    expect(await hub.press(action('A'), ben)).toEqual(WITHDRAWN);
    expect(votes()).toEqual(['web:ana A']);
    expect(hub.text(pair)).toContain('Votes: 1.');
    expect(await hub.press(action('A'), ana)).toEqual(WITHDRAWN);
    expect(hub.text(pair)).toContain('Which is better?');
  });

  it('is a vote once more when it is pressed a third time', async () => {
    const { vote, votes } = await ready();
    await vote('tie');
    await vote('tie');
    expect(votes()).toEqual([]);
    expect(await vote('tie')).toContain('Your vote is counted: a tie.');
    expect(votes()).toEqual(['web:ben tie']);
  });

  it('after another choice changes the vote back, and withdraws nothing', async () => {
    const { vote, votes } = await ready();
    for (const choice of ['A', 'B', 'A'] as const) {
      expect(await vote(choice)).toContain(`Your vote is counted: ${choice}.`);
      expect(votes()).toEqual([`web:ben ${choice}`]);
    }
  });

  it('on newer images is a first vote, and the one on the older images stays', async () => {
    const { hub, pair, images, vote, votes } = await ready();
    await vote('B');
    const old = images();
    await hub.press({ type: 'reroll', generation: old.generationA });
    await hub.deliver('A');
    await expect(hub.press({ type: 'vote', ...old, choice: 'B' }, ben)).rejects.toMatchObject({
      code: 'newer_images',
    });
    expect(hub.text(pair)).toContain('Which is better?');
    expect(await vote('B')).toContain('So far: A 0 · B 1 · tie 0 · both bad 0.');
    expect(votes()).toHaveLength(2);
    expect(await vote('B')).toBe('Your vote is taken back.');
    expect(hub.view(pair).votes).toMatchObject([old]);
  });

  it('counts no longer for the references of its images', async () => {
    const { hub, pair, vote } = await ready();
    const [reference] = hub.newest(pair, 'B').spec.references;
    const won = () => hub.store.pool.entry(reference?.id ?? '')?.helped.won;
    const before = won();
    await vote('B');
    expect(won()).toBe(Number(before) + 1);
    await vote('B');
    expect(won()).toBe(before);
  });

  it('is withdrawn for the next process too', async () => {
    const { hub, pair, vote, votes } = await ready();
    await vote('A');
    hub.surface.fail('update', 'transient', { retryAfterMs: 60_000 });
    await vote('A');
    expect(hub.text(pair)).toContain('Votes: 1.');
    await hub.crash();
    expect(votes()).toEqual([]);
    expect(hub.text(pair)).toContain('Which is better?');
  });
});

describe('one press that is delivered again', () => {
  it('never withdraws its own vote, and is answered as before, also after a crash', async () => {
    const { hub, action, votes } = await ready();
    const press = async (key: string) => {
      const id = encodeAction(action('A'));
      const reply = await hub.studio.press.press(ben, id, undefined, key);
      await hub.settle();
      return reply;
    };
    const first = await press('k1');
    expect(await press('k1')).toEqual(first);
    await hub.crash();
    expect(await press('k1')).toEqual(first);
    expect(votes()).toEqual(['web:ben A']);
    expect(await press('k2')).toEqual(WITHDRAWN);
    expect(await press('k2')).toEqual(WITHDRAWN);
    expect(await press('k1')).toEqual(first);
    expect(votes()).toEqual([]);
  });
});

describe('what people chose', () => {
  it('is said to whoever votes, of everybody’s newest votes, and never on the header', async () => {
    const { hub, pair, vote } = await ready();
    await vote('A', ana);
    await vote('tie', aCaller('cleo'));
    await vote('B');
    expect(await vote('A')).toBe(
      'Your vote is counted: A. So far: A 2 · B 0 · tie 1 · both bad 0. The same button again takes it back.',
    );
    expect(hub.text(pair)).toContain('Votes: 3.');
    expect(hub.text(pair)).not.toContain('both bad');
  });

  it('is in Details for whoever voted, until they withdraw', async () => {
    const { hub, pair, vote } = await ready();
    const details = async () =>
      JSON.stringify(await hub.press({ type: 'pair_details', pair }, ben));
    await vote('B', ana);
    expect(await details()).not.toContain('Votes:');
    await vote('tie');
    expect(await details()).toContain('Votes: A 0 · B 1 · tie 1 · both bad 0. Yours: a tie.');
    await vote('tie');
    expect(await details()).not.toContain('Votes:');
  });
});
