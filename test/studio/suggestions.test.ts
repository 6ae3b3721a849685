import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('suggestions', () => {
  it('come from the pool and in the language of whoever types', async () => {
    const hub = await new Hub().start();
    const typed = { option: 'of', typed: 'mina', wish: {} };
    const korean = aCaller('minji', { locale: 'ko' });
    expect(hub.studio.offers.suggest(korean, typed)).toEqual([
      { value: 'model.mina', label: '인물: Mina', typed: 'Mina' },
    ]);
  });

  it('fit a name in whatever spelling it is typed', async () => {
    const hub = await new Hub().start();
    hub.store.pool.putCategory({ slug: 'night', displayName: '서울의 밤', tags: [] });
    const typed = { option: 'category', typed: '서울'.normalize('NFD'), wish: {} };
    expect(hub.studio.offers.suggest(aCaller(), typed).map((one) => one.value)).toEqual(['night']);
    const quoted = { option: 'category', typed: '“서울', wish: {} };
    expect(hub.studio.offers.suggest(aCaller(), quoted).map((one) => one.value)).toEqual(['night']);
  });

  it('are none for people whom the door refuses, and refuse nobody aloud', async () => {
    const hub = await new Hub().start();
    const who = aCaller();
    hub.store.access.putRules(who.place.workspace, { roles: ['artists'], channels: [] });
    const typed = { option: 'tier', typed: '', wish: {} };
    expect(hub.studio.offers.suggest(who, typed)).toEqual([]);
    const artist = aCaller('ben', { roles: ['artists'] });
    expect(hub.studio.offers.suggest(artist, typed).map((one) => one.value)).toEqual([
      'basic',
      'quality',
    ]);
  });
});
