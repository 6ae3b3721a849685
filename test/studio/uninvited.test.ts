import { describe, expect, it } from 'vitest';
import { SurfaceError } from '../../src/core/ports/surface.ts';

import { ana, asked } from './uninvited-kit.ts';

describe('a command in a channel that the bot is not in', () => {
  it('is not planned before the chat has said so, and ends then: nothing is made or charged', async () => {
    const { hub, pair, refuse } = await asked();
    await hub.advance(9_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'planning' }, generations: [] });
    await refuse();
    await hub.advance(60_000);
    expect(hub.view(pair)).toMatchObject({
      pair: {
        state: 'refused',
        refusal: { en: 'I am not in this channel.', ko: '봇이 채널에 없습니다.' },
      },
      generations: [],
    });
    expect(hub.queue.jobs).toEqual([]);
    expect(hub.surface.calls).toEqual([]);
    expect(hub.store.credits.inFlight(ana.person.id)).toBe(0);
  });

  it('tells who asked what they wrote, with a button that asks again', async () => {
    const { pair, said, refuse } = await asked();
    await refuse();
    expect(said).toEqual([
      {
        text:
          'I am not in this channel, so nothing was made and nothing is charged. Invite me (type /invite @ and my ' +
          'name), then press Try again. You asked for: “a cat”',
        buttons: [`1:ask_again:${pair}`],
      },
    ]);
  });

  it('is no failure for the log: one line without a stack', async () => {
    const { hub, refuse } = await asked();
    await refuse();
    expect(hub.log.lines).toEqual([{ level: 'info', message: 'the chat takes no header here' }]);
    expect(hub.log.causes).toEqual([]);
  });

  it('ends all pairs of the command', async () => {
    const { hub, ids, refuse, said } = await asked({ count: 3 });
    await refuse();
    await hub.advance(5_000);
    expect(ids.map((id) => hub.view(id).pair.state)).toEqual(['refused', 'refused', 'refused']);
    expect(hub.queue.jobs).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('is planned when the chat takes the header, and when nobody knows whether it did', async () => {
    const one = await asked();
    one.given.resolve({ id: 'm-1', memo: null });
    await one.hub.settle();
    expect(one.hub.queue.jobs).toHaveLength(2);
    const other = await asked();
    other.given.reject(new Error('the line broke'));
    await other.hub.settle();
    expect(other.hub.view(other.pair).pair.state).toBe('planned');
  });

  it('is not planned either when the answer comes later, because the channel takes one message a second', async () => {
    const { hub, pair, given, said } = await asked();
    hub.surface.fail('post', 'transient', { retryAfterMs: 15_000 });
    hub.surface.fail('post', 'uninvited');
    given.reject(new SurfaceError('transient', 'too many', { retryAfterMs: 1_000 }));
    await hub.advance(18_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'refused' }, generations: [] });
    expect(hub.queue.jobs).toEqual([]);
    // Its private answer is kept until then.
    expect(said.map(({ text }) => text).join()).toContain('Invite me');
    expect(hub.surface.told).toEqual([]);
  });

  it('tells who asked once, though the lane is refused each header of the command', async () => {
    const { hub, ids, given, said } = await asked({ count: 2 }, { trouble: 2 });
    given.reject(new SurfaceError('transient', 'too many', { retryAfterMs: 1_000 }));
    await hub.advance(10_000);
    expect(ids.map((id) => hub.view(id).pair.state)).toEqual(['refused', 'refused']);
    expect(hub.queue.jobs).toEqual([]);
    expect(said).toHaveLength(1);
    expect(hub.surface.told).toEqual([]);
  });

  it('is not planned before the channel takes its header, however long that takes', async () => {
    const { hub, pair, given } = await asked();
    hub.surface.fail('post', 'transient', { retryAfterMs: 120_000 });
    given.reject(new SurfaceError('transient', 'too many', { retryAfterMs: 1_000 }));
    await hub.advance(119_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'planning' }, generations: [] });
    await hub.advance(5_000);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('is not planned after a restart either, while the channel takes no message', async () => {
    const { hub, pair } = await asked();
    for (let n = 0; n < 40; n += 1) hub.surface.fail('post', 'transient', { retryAfterMs: 1_000 });
    await hub.again();
    await hub.advance(30_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'planning' }, generations: [] });
    await hub.advance(30_000);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('ends too where its header cannot even be looked for', async () => {
    const { hub, pair, given, said } = await asked();
    hub.surface.fail('find', 'uninvited');
    given.reject(new Error('the line broke'));
    await hub.advance(5_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'refused' }, generations: [] });
    expect(said.map(({ text }) => text).join()).toContain('Invite me');
  });

  it('ends where the channel or the thread is gone, and says so without a button', async () => {
    const { hub, pair, given, said } = await asked();
    hub.surface.fail('post', 'gone');
    given.reject(new SurfaceError('gone', 'no such thread'));
    await hub.advance(5_000);
    expect(hub.view(pair).pair.state).toBe('refused');
    expect(hub.queue.jobs).toEqual([]);
    expect(said).toEqual([
      {
        text:
          'The channel or thread is gone, so nothing was made and nothing is charged. Ask in another one. ' +
          'You asked for: “a cat”',
        buttons: [],
      },
    ]);
  });

  it('does not hold up a stop of the hub', async () => {
    const { hub, given } = await asked();
    const stopped = hub.studio.close();
    given.resolve({ id: 'm-1', memo: null });
    await stopped;
    expect(hub.queue.jobs).toEqual([]);
  });

  it('is refused by the lane too, when its answer was lost with an earlier process', async () => {
    const { hub, pair } = await asked();
    hub.surface.fail('post', 'uninvited');
    await hub.again();
    await hub.advance(5_000);
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'refused' }, generations: [] });
    // Its private answer is lost, and with it the button.
    expect(hub.surface.told.map(({ text }) => text).join()).toContain(
      'Invite me (type /invite @ and my name), then ask again.',
    );
    expect(hub.queue.jobs).toEqual([]);
  });
});
