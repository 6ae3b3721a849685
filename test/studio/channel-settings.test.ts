import { describe, expect, it } from 'vitest';
import type { PressReply } from '../../src/core/studio/base/reply.ts';
import type { Caller } from '../../src/core/domain/person.ts';
import { Door } from '../../src/core/studio/base/door.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const admin = aCaller('boss', { admin: true });
const said = async (reply: Promise<PressReply>) => {
  const its = await reply;
  if (its.type === 'card') return its.card.lines.map(({ text }) => text).join('\n');
  return its.type === 'said' ? its.text : '';
};

describe('a channel’s spoiler setting', () => {
  it('is told to anybody, changed by admins, and marks the images that come', async () => {
    const hub = await new Hub().start();
    const settings = (who: Caller, rest = '') => hub.studio.menu.open(who, 'settings', rest);
    expect(await said(settings(aCaller()))).toContain('shown openly');
    await expect(settings(aCaller(), 'on')).rejects.toThrow('not_admin');
    await expect(settings(admin, 'maybe')).rejects.toThrow('option_invalid');
    const before = await hub.pairWithImages();
    expect(await said(settings(admin, 'on'))).toContain('hidden until');
    const after = await hub.pairWithImages();
    const card = (pair: string) => hub.message(hub.newest(pair, 'A').id).card;
    expect(card(before).image?.spoiler).toBeUndefined();
    expect(card(after).image?.spoiler).toBe(true);
    await settings(admin, 'off');
    expect(await said(settings(aCaller()))).toContain('shown openly');
  });
});

describe('a channel rule', () => {
  it('lets threads of an allowed channel in', () => {
    const hub = new Hub();
    const { place } = aCaller();
    hub.store.access.putRules(place.workspace, { roles: [], channels: ['art'] });
    const inThread = { ...aCaller(), place: { ...place, channel: 'thread-1' } };
    expect(() => new Door(hub).enter(inThread)).toThrow('not_allowed_channel');
    expect(() => new Door(hub).enter({ ...inThread, parentChannel: 'art' })).not.toThrow();
  });
});

describe('Details by a message', () => {
  it('are those of the pair for a header, and of the image for an image', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages('a stone');
    const detailsOf = (messageId: string) => hub.studio.press.detailsOf(aCaller(), messageId);
    const ofHeader = await detailsOf(hub.message(pair).id);
    expect(ofHeader).toMatchObject({ card: { heading: 'Details of this pair' } });
    const ofImage = await detailsOf(hub.message(hub.newest(pair, 'B').id).id);
    expect(ofImage).toMatchObject({ card: { heading: 'Details of B · 5 tones' } });
    await expect(detailsOf('m-of-someone')).rejects.toThrow('not_our_message');
  });
});
