import { describe, expect, it } from 'vitest';
import { aCaller, aModel } from '../values.ts';
import { Hub } from './hub.ts';

const { place } = aCaller();
const team = { surface: 'web', workspace: 'team-1', channel: 'hall', thread: null } as const;

describe('a new workspace', () => {
  it('is greeted once, in its language, whichever channel is named later', async () => {
    const hub = await new Hub().start();
    await hub.studio.welcome.once(team, 'ko');
    await hub.crash();
    await hub.studio.welcome.once({ ...team, channel: 'other' }, 'en');
    const [greeting, ...more] = hub.surface.messages;
    expect(greeting?.card.heading).toBe('Diptych에 오신 것을 환영합니다');
    expect(greeting?.card.rows.flat()).toHaveLength(3);
    expect(more).toEqual([]);
  });

  it('is greeted whether or not another one was', async () => {
    const hub = await new Hub().start();
    await hub.studio.welcome.once(team, 'en');
    await hub.studio.welcome.once({ ...team, workspace: 'team-2' }, 'en');
    expect(hub.surface.messages).toHaveLength(2);
  });

  it('is not greeted a second time when nobody knows what became of the first', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'unknown', { landed: true });
    await expect(hub.studio.welcome.once(team, 'en')).rejects.toThrow('unknown');
    await hub.studio.welcome.once(team, 'en');
    expect(hub.surface.messages).toHaveLength(1);
  });
});

describe('a greeting that is kept current', () => {
  it('stays one message, and promises a failure only while failing is free', async () => {
    const hub = await new Hub().start();
    const labels = () => hub.labels('first-run');
    await hub.studio.welcome.current(place, 'en');
    expect(labels()).toContain('One side fails: see Retry');
    hub.store.models.put({ ...hub.store.models.default(), isDefault: false });
    hub.store.models.put(aModel({ id: 'gpt', displayName: 'Gpt', provider: 'openai' }));
    await hub.studio.welcome.current(place, 'en');
    expect(labels()).not.toContain('One side fails: see Retry');
    expect(labels()).toHaveLength(3);
  });
});
