import { describe, expect, it } from 'vitest';
import { aCaller, added, aReference } from '../values.ts';
import { Hub } from './hub.ts';

async function specOf(prompt: string, more: object = {}) {
  const hub = await new Hub().start();
  const pair = await hub.generate(prompt, aCaller(), more);
  const { spec } = hub.newest(pair, 'A');
  return { spec, people: spec.references.filter((one) => one.role === 'person') };
}

const ALONE = 'no other people';

describe('a prompt of two people', () => {
  it.each(['a man and a woman on a bench', '남자와 여자', 'a girl and her father', '신랑 신부'])(
    '%s: gets nobody injected, because a face for one of them was not asked for',
    async (prompt) => {
      const { spec, people } = await specOf(prompt);
      expect([spec.scene, people]).toEqual(['group', []]);
      expect(spec.prompt).not.toContain(ALONE);
    },
  );

  it('gets the persona that is named, as one of them', async () => {
    const asked = await specOf('a man and a woman on a bench', { persona: 'Mina' });
    expect(asked.people).toMatchObject([{ label: 'Mina' }]);
    expect(asked.spec.prompt).toContain('one of the people to show');
    const named = await specOf('Mina and her sister');
    expect(named.people).toMatchObject([{ label: 'Mina' }]);
    expect(named.spec.prompt).not.toContain(ALONE);
  });
});

it.each(['a man with his dog', 'a woman in a man’s shirt', '모자를 쓴 여자'])(
  'a prompt of one: %s: gets somebody of the pool, alone',
  async (prompt) => {
    const { spec, people } = await specOf(prompt);
    expect([spec.scene, people.length]).toEqual(['single-subject', 1]);
    expect(spec.prompt).toContain(ALONE);
  },
);

describe('a place that only the pool has', () => {
  async function inMilan() {
    const hub = await new Hub().start();
    const milan = { location: 'milan', category: 'd(beauty)' };
    hub.store.pool.insert(aReference('here', milan), added());
    hub.store.pool.insert(
      aReference('there', { location: '강남', category: 'd(beauty)' }),
      added(),
    );
    // A picture that is not in the store is left out of plans.
    for (const { key } of hub.store.pool.available('tone')) hub.blobs.sizes.set(key, 1);
    return hub;
  }
  const firstTone = (hub: Hub, pair: string) =>
    hub.newest(pair, 'A').spec.references.find((one) => one.role === 'tone')?.id;

  it.each([
    ['a street in Milan', 'milan', 'here'],
    ['강남에서 걷는 여자', '강남', 'there'],
  ])('%s: its references come first, and the plan says it', async (prompt, location, tone) => {
    const hub = await inMilan();
    const pair = await hub.generate(prompt, aCaller(), { category: 'd(beauty)' });
    expect(hub.view(pair).pair.plan?.location).toBe(location);
    expect(firstTone(hub, pair)).toBe(tone);
  });

  it('is found in an edited prompt too, and not once its references are gone', async () => {
    const hub = await inMilan();
    const pair = await hub.generate('a street', aCaller(), { category: 'd(beauty)' });
    await hub.deliver('A');
    const edit = (prompt: string) =>
      hub.press({ type: 'edit', generation: hub.newest(pair, 'A').id }, aCaller(), { prompt });
    await edit('a street in MILAN');
    expect(firstTone(hub, pair)).toBe('here');
    hub.store.pool.remove('here', aCaller().person, 1);
    const other = await hub.generate('a street in Milan');
    expect(hub.view(other).pair.plan?.location).toBeNull();
  });
});
