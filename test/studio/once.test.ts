import { describe, expect, it, vi } from 'vitest';
import { type Action, encodeAction } from '../../src/core/chat/action.ts';
import type { Caller } from '../../src/core/domain/person.ts';
import { Door } from '../../src/core/studio/base/door.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

async function withImage() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const { id } = hub.newest(pair, 'A');
  const press = async (action: Action, key: string, who: Caller = aCaller(), values?: unknown) => {
    const reply = await hub.studio.press.press(who, encodeAction(action), values, key);
    await hub.settle();
    return reply;
  };
  const runs = () => hub.view(pair).generations.filter((one) => one.side === 'A').length;
  return { hub, pair, id, press, runs };
}
describe('a press that is sent again under its key', () => {
  it('is done once, though it could be done again', async () => {
    const { hub, id, press, runs } = await withImage();
    const reroll = { type: 'reroll', generation: id } as const;
    expect(await press(reroll, 'k1')).toEqual({ type: 'done' });
    await hub.deliver('A');
    expect(await press(reroll, 'k1')).toEqual({ type: 'done' });
    expect(runs()).toBe(2);
    await press(reroll, 'k2');
    expect(runs()).toBe(3);
  });

  it('is answered as before, whatever has changed since, also after a crash', async () => {
    const { hub, pair, press } = await withImage();
    const [generationA, generationB] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
    const vote = { type: 'vote', generationA, generationB, choice: 'A' } as const;
    const first = await press(vote, 'k1');
    expect(first).toMatchObject({ type: 'said' });
    await press({ type: 'reroll', generation: generationA }, 'k2');
    await hub.deliver('A');
    await expect(press(vote, 'k3')).rejects.toMatchObject({ code: 'newer_images' });
    await hub.crash();
    expect(await press(vote, 'k1')).toEqual(first);
    expect(hub.view(pair).votes).toHaveLength(1);
  });

  it('with a card is answered with that card', async () => {
    const { id, press } = await withImage();
    const details = { type: 'details', generation: id } as const;
    const first = await press(details, 'k1');
    expect(first).toMatchObject({ card: { heading: 'Details of A · 3 tones' } });
    expect(await press(details, 'k1')).toEqual(first);
  });

  it('needs another key for the form that it opened', async () => {
    const { hub, id, press } = await withImage();
    const feedback = { type: 'feedback', generation: id } as const;
    const values = { rating: '4', text: 'warm' };
    expect(await press(feedback, 'k1')).toMatchObject({ type: 'form' });
    await expect(press(feedback, 'k1', aCaller(), values)).rejects.toMatchObject({
      code: 'request_key_reused',
    });
    expect(await press(feedback, 'k2', aCaller(), values)).toMatchObject({ type: 'said' });
    expect(await press(feedback, 'k2', aCaller(), values)).toMatchObject({ type: 'said' });
    expect(await press(feedback, 'k1')).toMatchObject({ type: 'form' });
    expect(hub.store.feedback.of(id).map(({ rating, text }) => [rating, text])).toEqual([
      [4, 'warm'],
    ]);
  });

  it('that takes its time is answered with its reply, not with nothing', async () => {
    const { press } = await withImage();
    const example = { type: 'example', number: 1 } as const;
    expect(await press(example, 'k1')).toEqual({ type: 'done' });
    expect(await press(example, 'k1')).toEqual({ type: 'done' });
  });

  it('is new from somebody else, and refused for another button', async () => {
    const { hub, id, press, runs } = await withImage();
    const boss = aCaller('boss', { admin: true });
    await press({ type: 'reroll', generation: id }, 'k1');
    await hub.deliver('A');
    await press({ type: 'reroll', generation: id }, 'k1', boss);
    await hub.deliver('A');
    expect(runs()).toBe(3);
    await expect(press({ type: 'delete_confirm', generation: id }, 'k1')).rejects.toMatchObject({
      code: 'request_key_reused',
      status: 422,
    });
    expect(hub.store.generations.get(id)?.deletedAt).toBeNull();
  });

  it('is judged anew when it was refused: nothing had changed', async () => {
    const { id, press, runs } = await withImage();
    const reroll = { type: 'reroll', generation: id } as const;
    await expect(press(reroll, 'k1', aCaller('ben'))).rejects.toMatchObject({ code: 'not_asker' });
    const isAdminNow = aCaller('ben', { admin: true });
    expect(await press(reroll, 'k1', isAdminNow)).toEqual({ type: 'done' });
    expect(runs()).toBe(2);
  });

  it('is not run when nobody knows what came of it', async () => {
    const { hub, id, press, runs } = await withImage();
    const reroll = { type: 'reroll', generation: id } as const;
    vi.spyOn(hub.store.requests, 'answered').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    await expect(press(reroll, 'k1')).rejects.toThrow('disk I/O error');
    await hub.crash();
    await expect(press(reroll, 'k1')).rejects.toMatchObject({
      code: 'request_unanswered',
      status: 409,
    });
    expect(runs()).toBe(2);
  });
});

describe('the door', () => {
  it('tells a request that comes for the first time, beyond a crash, for each person', async () => {
    const hub = await new Hub().start();
    const [ana, ben] = [aCaller('ana'), aCaller('ben')];
    expect(hub.studio.isFirst(ana, 'i1')).toBe(true);
    expect(hub.studio.isFirst(ana, 'i1')).toBe(false);
    await hub.crash();
    expect(hub.studio.isFirst(ana, 'i1')).toBe(false);
    expect(hub.studio.isFirst(ben, 'i1')).toBe(true);
    expect(hub.studio.isFirst(ana, 'i2')).toBe(true);
  });
});

describe('a request', () => {
  it('is known for two days', async () => {
    const clock = new FakeClock();
    const store = newStore();
    const door = new Door({ store, clock, log: new SilentLog() });
    const janitor = new Janitor({ store, clock, blobs: new MemoryBlobs(), log: new SilentLog() });
    janitor.start();
    door.isFirst(aCaller(), 'i1');
    await clock.advance(48 * HOUR_MS);
    expect(door.isFirst(aCaller(), 'i1')).toBe(false);
    await clock.advance(HOUR_MS);
    expect(door.isFirst(aCaller(), 'i1')).toBe(true);
    await janitor.close();
  });
});
const HOUR_MS = 3_600_000;
