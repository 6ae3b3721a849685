import { describe, expect, it } from 'vitest';
import type { Place, SurfaceName } from '../../src/core/domain/person.ts';
import { storePair } from '../storage/sample-rows.ts';
import { aCaller, NOW } from '../values.ts';
import { Hub } from './hub.ts';

const HERE = aCaller().place;
const CHANNEL: Place = { ...HERE, channel: 'random' };
const WORKSPACE: Place = { ...HERE, workspace: 'other' };
const SURFACE: Place = { ...HERE, surface: 'discord' };
const ELSEWHERE = [
  ['of another channel', CHANNEL],
  ['of another workspace', WORKSPACE],
  ['of another surface, whose workspace has the same name', SURFACE],
] as const;
const boss = (place: Place) => aCaller('boss', { admin: true, place });

describe.each(ELSEWHERE)('people %s', (_where, place) => {
  it('do not have the spoiler setting of this channel', async () => {
    const { menu } = (await new Hub().connect('discord').start()).studio;
    await menu.open(boss(HERE), 'settings', 'on');
    const told = async (at: Place) =>
      JSON.stringify(await menu.open(aCaller('ana', { place: at }), 'settings', ''));
    expect(await told(HERE)).toContain('hidden until');
    expect(await told(place)).toContain('shown openly');
  });

  it('react to no message of this channel, whatever its id', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    const messageId = hub.message(id).id;
    const reaction = { messageId, emoji: '❤️', present: true };
    const ana = aCaller('ana', { place });
    expect(hub.studio.react.react(ana, reaction)).toBeUndefined();
    await expect(hub.studio.press.detailsOf(ana, messageId)).rejects.toThrow('not_our_message');
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('are told of their own channel when it takes no messages', async () => {
    const hub = await new Hub().start();
    const lockOut = async (at: Place) => {
      hub.surface.fail('post', 'forbidden');
      await hub.generate('a cat', aCaller('ana', { place: at }));
    };
    await lockOut(HERE);
    await lockOut(HERE);
    expect(hub.surface.told).toHaveLength(1);
    // Where the hub has no chat nobody can be told.
    if (place.surface !== 'web') return;
    await lockOut(place);
    expect(hub.surface.told).toHaveLength(2);
  });
});

describe.each(ELSEWHERE.slice(1))('an admin %s', (_where, place) => {
  it('is told nothing of what this workspace paid', async () => {
    const hub = await new Hub().connect(place.surface).start();
    await hub.pairWithImages();
    const calls = (at: Place) => hub.studio.costs.of(boss(at), '').report.total.calls;
    expect([calls(HERE), calls(CHANNEL), calls(place)]).toEqual([2, 2, 0]);
  });
});

describe('a page of one’s pairs', () => {
  it.each<[SurfaceName, number]>([
    ['web', 10],
    ['discord', 5],
    ['slack', 5],
  ])('at %s has %i, and the next begins after the last', async (surface, size) => {
    const hub = new Hub().connect(surface);
    const place = { ...HERE, surface };
    const { person } = aCaller();
    const ids = Array.from({ length: size + 1 }, (_, n) => `p${String(n).padStart(2, '0')}`);
    for (const id of ids) storePair(hub.store, id, { place, asker: person, createdAt: NOW });
    const newestFirst = ids.toReversed();
    const ana = aCaller('ana', { place });
    const first = hub.studio.galleries.history(ana, null);
    expect(first.entries.map(({ pair }) => pair.id)).toEqual(newestFirst.slice(0, size));
    expect(first.next).toBe('p01');
    const second = hub.studio.galleries.history(ana, first.next);
    expect(second.entries.map(({ pair }) => pair.id)).toEqual(['p00']);
    expect(second.next).toBeNull();
  });

  it('that is just full has no next one', async () => {
    const hub = new Hub();
    for (let n = 0; n < 10; n += 1) storePair(hub.store, `p${n}`, {});
    const { entries, next } = hub.studio.galleries.history(aCaller(), null);
    expect([entries.length, next]).toEqual([10, null]);
  });
});

describe('an image that was deleted', () => {
  it('takes no more emoji, and is among nobody’s likes', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    const messageId = hub.message(id).id;
    const ben = aCaller('ben');
    const react = (emoji: string) =>
      hub.studio.react.react(ben, { messageId, emoji, present: true });
    react('❤️');
    await hub.press({ type: 'delete_confirm', generation: id });
    expect(react('🔥')).toBeUndefined();
    expect(hub.store.reactions.of(id).map(({ name }) => name)).toEqual(['heart']);
    expect(hub.studio.galleries.likes(ben, null).entries).toEqual([]);
  });
});
