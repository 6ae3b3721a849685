import { describe, expect, it } from 'vitest';
import { type Action, encodeAction } from '../../src/core/chat/action.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { SurfaceError } from '../../src/core/ports/surface.ts';
import type { ShowInPlace } from '../../src/core/studio/show/in-place.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ana = aCaller('ana');

/** A pair with two images, whose presses are answered on their messages. */
async function ready() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const { id } = hub.newest(pair, 'A');
  const shown: Card[] = [];
  /** Shows the card as an edit that the hub does not count as one. */
  const show: ShowInPlace = async (card) => {
    shown.push(card);
    hub.message(id).card = card;
  };
  const press = (action: Action, how = show, messageId = hub.message(id).id) =>
    hub.studio.inPlace.press(
      ana.place,
      messageId,
      () => hub.studio.press.press(ana, encodeAction(action)),
      how,
    );
  const stage = (ratio: 25 | 50 | 75 | 100, how = show) =>
    press({ type: 'tone', generation: id, ratio }, how);
  const edits = () => hub.surface.calls.filter((one) => one === 'update image').length;
  const tone = () => hub.labels(id).find((label) => label.startsWith('Tone'));
  return { hub, pair, id, shown, show, press, stage, edits, tone };
}

describe('a press that is answered on its own message', () => {
  it('shows its result there, and nothing is edited besides', async () => {
    const { hub, stage, edits, tone, shown, pair } = await ready();
    expect(await stage(25)).toEqual({ type: 'shown' });
    await hub.settle();
    expect([tone(), shown.length, edits()]).toEqual(['Tone 25 %', 1, 0]);
    expect(hub.store.pairs.unshown()).toEqual([]);
    // The next change is an edit like any other.
    await hub.press({ type: 'tone', generation: hub.newest(pair, 'A').id, ratio: 50 });
    expect([tone(), edits()]).toEqual(['Tone 50 %', 1]);
  });

  it('is committed before it is shown', async () => {
    const { hub, id, stage } = await ready();
    let staged: number | undefined;
    await stage(25, async () => {
      staged = hub.store.generations.get(id)?.staged.tone;
    });
    expect(staged).toBe(25);
  });

  it('that fails to show is edited instead', async () => {
    const { hub, stage, edits, tone } = await ready();
    const fail = async () => {
      throw new SurfaceError('transient', 'too late');
    };
    expect(await stage(25, fail)).toEqual({ type: 'done' });
    await hub.settle();
    expect([tone(), edits()]).toEqual(['Tone 25 %', 1]);
    expect(hub.log.errors).toEqual([]);
  });

  it('of which nobody knows whether it was shown is edited too', async () => {
    const { hub, stage, edits, tone } = await ready();
    await stage(25, () => Promise.reject(new Error('the connection was closed')));
    await hub.settle();
    expect([tone(), edits()]).toEqual(['Tone 25 %', 1]);
  });

  it('that is refused changes nothing, and holds up no edit', async () => {
    const { hub, id, press, edits } = await ready();
    await expect(press({ type: 'repost', generation: id })).rejects.toThrow('not_available');
    await hub.press({ type: 'tone', generation: id, ratio: 25 });
    expect(edits()).toBe(1);
  });

  it('that has a private reply is not shown', async () => {
    const { id, press, shown } = await ready();
    const reply = await press({ type: 'details', generation: id });
    expect([reply.type, shown.length]).toEqual(['card', 0]);
  });

  it('on a message that is not ours is a press like any other', async () => {
    const { hub, id, press, show, shown, edits } = await ready();
    await press({ type: 'tone', generation: id, ratio: 25 }, show, 'm-of-somebody');
    await hub.settle();
    expect([shown.length, edits()]).toEqual([0, 1]);
  });

  /** Eight presses at once, whose answers arrive when their gates open. */
  async function eightAtOnce() {
    const world = await ready();
    const { hub, id, stage } = world;
    const ratios = [25, 50, 75, 100, 25, 50, 75, 25] as const;
    const gates = ratios.map(() => Promise.withResolvers<void>());
    const shown: string[] = [];
    const presses = ratios.map((ratio, n) =>
      stage(ratio, async (card) => {
        await gates[n]?.promise;
        hub.message(id).card = card;
        shown.push(world.tone() ?? '');
      }),
    );
    await hub.settle();
    const openAll = async (order: readonly (typeof gates)[number][]) => {
      for (const gate of order) {
        gate.resolve();
        await hub.settle();
      }
      await Promise.all(presses);
      await hub.settle();
    };
    return { ...world, gates, openAll, shown };
  }

  it('eight times at once is shown one after the other, each with the newest state', async () => {
    const { gates, openAll, shown, edits, tone } = await eightAtOnce();
    await openAll(gates.toReversed());
    expect(shown).toEqual(Array(8).fill('Tone 25 %'));
    expect([tone(), edits()]).toEqual(['Tone 25 %', 0]);
  });

  it('waits a second at most for the one before it: then one edit makes it true', async () => {
    const { hub, gates, openAll, edits, tone } = await eightAtOnce();
    await hub.advance(20_000);
    await openAll(gates.toReversed());
    expect([tone(), edits()]).toEqual(['Tone 25 %', 1]);
  });

  it.each([
    ['waits for it', 0, 1],
    ['does not wait longer than a second, and is edited once more', 1_000, 2],
  ])('during an edit of the message %s', async (_, ms, wanted) => {
    const { hub, id, stage, edits, tone } = await ready();
    const held = Promise.withResolvers<void>();
    const update = hub.surface.update.bind(hub.surface);
    hub.surface.update = async (...args) => {
      hub.surface.update = update;
      await held.promise;
      return update(...args);
    };
    await hub.press({ type: 'tone', generation: id, ratio: 50 });
    const staged = stage(25);
    await hub.settle();
    await hub.advance(ms);
    expect(tone()).toBe(ms === 0 ? 'Tone 100 %' : 'Tone 25 %');
    held.resolve();
    await staged;
    await hub.settle();
    expect([tone(), edits()]).toEqual(['Tone 25 %', wanted]);
  });

  it('is edited by the next process when this one dies before it is shown', async () => {
    const { hub, stage, tone } = await ready();
    void stage(25, () => new Promise(() => {})).catch(() => undefined);
    await hub.settle();
    await hub.crash();
    expect(tone()).toBe('Tone 25 %');
  });
});
