import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const { place } = aCaller();
const inThread = (thread: string, name = 'ana') => aCaller(name, { place: { ...place, thread } });

describe('a pair that was asked for in a thread', () => {
  it('has all of its messages there', async () => {
    const hub = await new Hub().start();
    await hub.pairWithImages('a cat', inThread('talk'));
    expect(hub.surface.messages.map((one) => one.place.thread)).toEqual(['talk', 'talk', 'talk']);
  });

  it('keeps its place through a crash', async () => {
    const hub = await new Hub().start();
    await hub.generate('a cat', inThread('talk'));
    hub.surface.fail('post', 'unknown', { only: (card) => card.kind === 'image' });
    await hub.deliver('A');
    await hub.crash();
    await hub.advance(60_000);
    const image = hub.surface.messages.find((one) => one.card.kind === 'image');
    expect(image?.place).toEqual({ ...place, thread: 'talk' });
  });

  it('takes reactions and Details that name the channel alone', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages('a cat', inThread('talk'));
    const { id } = hub.newest(pair, 'A');
    const { id: messageId } = hub.message(id);
    const reaction = { messageId, emoji: '👍', present: true };
    expect(hub.studio.react.react(aCaller('ben'), reaction)?.id).toBe(id);
    expect(hub.store.reactions.count(id)).toEqual({ likes: 1, dislikes: 0 });
    const details = await hub.studio.press.detailsOf(aCaller(), messageId);
    expect(details).toMatchObject({ card: { heading: 'Details of A · 3 tones' } });
  });
});

describe('the threads of a channel', () => {
  it('are one lane: what one of them has to wait for, the others wait for too', async () => {
    const hub = await new Hub().start();
    const one = await hub.generate('a cat', inThread('one'));
    const jobOfOne = hub.queue.jobOf('A');
    const two = await hub.generate('a dog', inThread('two', 'ben'));
    hub.surface.fail('post', 'transient', { retryAfterMs: 8_000 });
    hub.queue.deliver(jobOfOne);
    await hub.deliver('A');
    const shown = (pair: string) => hub.surface.withNonce(hub.newest(pair, 'A').id).length;
    expect([shown(one), shown(two)]).toEqual([0, 0]);
    await hub.advance(7_000);
    expect([shown(one), shown(two)]).toEqual([0, 0]);
    await hub.advance(2_000);
    expect([shown(one), shown(two)]).toEqual([1, 1]);
  });

  it('have the channel’s spoilers, and its rules', async () => {
    const hub = await new Hub().start();
    const admin = aCaller('boss', { admin: true, place: { ...place, thread: 'one' } });
    await hub.studio.menu.open(admin, 'settings', 'on');
    hub.store.access.putRules(place.workspace, { roles: [], channels: [place.channel] });
    const pair = await hub.pairWithImages('a cat', inThread('two'));
    expect(hub.message(hub.newest(pair, 'A').id).card.image?.spoiler).toBe(true);
  });

  it('are told of once when their channel takes no messages', async () => {
    const hub = await new Hub().start();
    await hub.generate('a cat', inThread('one'));
    await hub.generate('a dog', inThread('two', 'ben'));
    const isImage = { only: (card: { kind: string }) => card.kind === 'image' };
    hub.surface.fail('post', 'forbidden', isImage);
    hub.surface.fail('post', 'forbidden', isImage);
    for (const job of hub.queue.jobs) hub.queue.deliver(job);
    await hub.settle();
    expect(hub.surface.told).toHaveLength(1);
  });
});
