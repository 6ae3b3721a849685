import { beforeEach, describe, expect, it } from 'vitest';
import { aCaller, NOW } from '../values.ts';
import { BOSS, set } from './acting.ts';
import { Hub } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub().start();
});

const HERE = { surface: 'web', workspace: 'web' } as const;
const stored = () => hub.store.workspaceSettings.of(HERE);
const open = (who = aCaller()) => hub.studio.menu.open(who, 'settings', '');

describe('/diptych settings', () => {
  it('is read by everybody', async () => {
    await set(hub, 'auto_retries', '2');
    const reply = await open();
    expect(reply).toMatchObject({ type: 'card', card: { heading: 'Settings of this workspace' } });
    expect(JSON.stringify(reply)).toContain('Automatic retries: up to 2');
    expect(JSON.stringify(reply)).toContain('Set by boss');
    expect(reply.type === 'card' && reply.card.selects).toBeUndefined();
  });

  it('is changed by admins, and answers with the card as it is then', async () => {
    const reply = await set(hub, 'auto_retries', '3');
    expect(JSON.stringify(reply)).toContain('Automatic retries: up to 3');
    const by = BOSS.person;
    expect(stored()).toEqual([{ name: 'auto_retries', value: '3', by, at: hub.clock.now() }]);
  });

  it('keeps who set a value first when it is set again', async () => {
    await set(hub, 'auto_retries', '1');
    const before = stored();
    await hub.advance(60_000);
    const other = aCaller('root', { admin: true });
    await hub.press({ type: 'setting', name: 'auto_retries', value: '1' }, other);
    expect(stored()).toEqual(before);
    await hub.press({ type: 'setting', name: 'auto_retries', value: 'off' }, other);
    expect(stored()).toMatchObject([{ value: 'off', by: other.person, at: hub.clock.now() }]);
  });

  it.each([
    ['auto_retries', '4', 'option_invalid'],
    ['auto_retries', 'on', 'option_invalid'],
    ['auto_rewrite', '1', 'option_invalid'],
    ['auto_rewrite', '', 'option_invalid'],
    ['fallback_model', '', 'option_invalid'],
    ['fallback_model', 'no such model', 'model_unavailable'],
    ['fallback_model', 'dall-e-2', 'model_unavailable'],
    ['fallback_model', 'sample-basic', 'model_unavailable'],
  ] as const)('refuses %s: %j', async (name, value, code) => {
    await expect(set(hub, name, value)).rejects.toMatchObject({ code });
    expect(stored()).toEqual([]);
  });

  it('offers served models of other providers than the default one’s, and no samples', async () => {
    hub.queue.served = ['sample', 'openai', 'gemini'];
    await hub.studio.served.refresh();
    const { models } = hub.store;
    const { isDefault: _, ...painter } = { ...models.default(), isDefault: false };
    models.put({ ...models.default(), isDefault: false });
    models.put({
      ...painter,
      id: 'gpt',
      provider: 'openai',
      displayName: 'Painter',
      isDefault: true,
    });
    const reply = await open(BOSS);
    const select = reply.type === 'card' ? reply.card.selects?.[2] : undefined;
    const ids = select?.options.map(({ id }) => id) ?? [];
    expect(ids).toContain('1:setting:fallback_model:gemini-3-pro-image');
    expect(ids.some((id) => id.includes('gpt') || id.includes('sample'))).toBe(false);
  });
});

describe('settings in the database', () => {
  it('are each workspace’s own, and of each surface', () => {
    const setting = { name: 'auto_retries', value: '1', by: BOSS.person, at: NOW } as const;
    hub.store.workspaceSettings.put(HERE, setting);
    expect(hub.store.workspaceSettings.of({ ...HERE, surface: 'discord' })).toEqual([]);
    expect(hub.store.workspaceSettings.of({ ...HERE, workspace: 'other' })).toEqual([]);
    expect(hub.store.workspaceSettings.workspaces()).toEqual([HERE]);
  });
});
