import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/core/chat/action.ts';
import type { ErrorKind } from '../../src/core/domain/failure.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import { storeDelivered } from '../storage/sample-rows.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub().start();
});

/** The side's newest run fails so. */
async function fail(side: SideName, kind: ErrorKind): Promise<void> {
  hub.queue.fail(hub.queue.jobOf(side), kind);
  await hub.settle();
}

async function again(type: 'retry' | 'reroll', pair: string, side: SideName): Promise<void> {
  await hub.press({ type, generation: hub.newest(pair, side).id });
}

/** A pair whose side A has so many images, each of a spec of its own. */
async function pairWithRuns(count: number): Promise<string> {
  const pair = await hub.pairWithImages();
  for (let number = 2; number < count; number += 1) {
    storeDelivered(hub.store, pair, hub.ids.next(), { number, recipeHash: `recipe ${number}` });
  }
  // The last one is run, so that every message shows what is true now.
  await hub.press({ type: 'edit', generation: hub.newest(pair, 'A').id }, aCaller(), {
    prompt: 'the last one',
  });
  await hub.deliver('A');
  return pair;
}

describe('Retry', () => {
  it('works until the spec has run five times; then it is gone, and the card says why', async () => {
    const pair = await hub.generate();
    await fail('A', 'network');
    for (let run = 2; run <= 5; run += 1) {
      expect(hub.labels(hub.newest(pair, 'A').id)).toEqual(['Retry', 'Edit…', 'Details']);
      await again('retry', pair, 'A');
      await fail('A', run % 2 === 0 ? 'timeout' : 'provider_error');
    }
    const { id, number } = hub.newest(pair, 'A');
    expect(number).toBe(5);
    expect(hub.labels(id)).toEqual(['Edit…', 'Details']);
    expect(hub.text(id)).toContain('This exact spec has run 5 times, so it cannot run again.');
    await expect(again('retry', pair, 'A')).rejects.toMatchObject({
      status: 409,
      code: 'runs_used',
    });
    expect(hub.newest(pair, 'A').id).toBe(id);
  });

  it('is not used up by workers that were lost', async () => {
    const pair = await hub.generate();
    await fail('A', 'worker_lost');
    for (let run = 2; run <= 7; run += 1) {
      await again('retry', pair, 'A');
      await fail('A', 'worker_lost');
    }
    expect(hub.newest(pair, 'A').number).toBe(7);
    expect(hub.labels(hub.newest(pair, 'A').id)).toContain('Retry');
  });

  it('is used up by what was cancelled while it ran', async () => {
    const pair = await hub.generate();
    for (let run = 1; run <= 5; run += 1) {
      await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
      if (run < 5) await again('retry', pair, 'A');
    }
    await expect(again('retry', pair, 'A')).rejects.toMatchObject({ code: 'runs_used' });
  });

  it('is not used up by what was cancelled while it waited', async () => {
    hub.queue.slots = 0;
    const pair = await hub.generate();
    for (let run = 1; run <= 6; run += 1) {
      await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
      await again('retry', pair, 'A');
    }
    expect(hub.newest(pair, 'A').number).toBe(7);
  });

  it('starts anew with a changed spec', async () => {
    const pair = await hub.generate();
    await fail('A', 'network');
    for (let run = 2; run <= 5; run += 1) {
      await again('retry', pair, 'A');
      await fail('A', 'network');
    }
    const generation = hub.newest(pair, 'A').id;
    await hub.press({ type: 'edit', generation }, aCaller(), { prompt: 'a calm scene' });
    await fail('A', 'network');
    await again('retry', pair, 'A');
    expect(hub.newest(pair, 'A')).toMatchObject({ number: 7, state: 'running' });
  });
});

describe('the runs of the other side', () => {
  it('are not counted, and do not stand in the way', async () => {
    const pair = await hub.pairWithImages();
    for (let run = 2; run <= 5; run += 1) {
      await again('reroll', pair, 'B');
      await hub.deliver('B');
    }
    await expect(again('reroll', pair, 'B')).rejects.toMatchObject({ code: 'runs_used' });
    expect(hub.labels(hub.newest(pair, 'A').id)).toContain('Re-roll');
    await again('reroll', pair, 'A');
    expect(hub.newest(pair, 'A')).toMatchObject({ number: 2, state: 'running' });
  });

  it('may be under way at the same time', async () => {
    const pair = await hub.pairWithImages();
    await again('reroll', pair, 'B');
    await again('reroll', pair, 'A');
    expect([hub.newest(pair, 'A').state, hub.newest(pair, 'B').state]).toEqual([
      'running',
      'running',
    ]);
  });
});

describe('a side with 24 generations', () => {
  it('may run once more', async () => {
    const pair = await pairWithRuns(24);
    const { id } = hub.newest(pair, 'A');
    expect(hub.labels(id)).toContain('Edit…');
    await again('reroll', pair, 'A');
    expect(hub.newest(pair, 'A').number).toBe(25);
  });
});

describe('a side with 25 generations', () => {
  it('has lost every button that would run it, and says why', async () => {
    const pair = await pairWithRuns(25);
    const { id, number } = hub.newest(pair, 'A');
    expect(number).toBe(25);
    expect(hub.labels(id)).toEqual(['Feedback…', 'Promote…', 'Details', 'Delete']);
    expect(hub.text(id)).toContain('This side has 25 generations, so nothing more can run.');
  });

  it.each<[string, (generation: string) => Action, unknown]>([
    ['Re-roll', (generation) => ({ type: 'reroll', generation }), undefined],
    ['Edit…', (generation) => ({ type: 'edit', generation }), { prompt: 'another' }],
    ['Regenerate', (generation) => ({ type: 'regenerate', generation }), undefined],
  ])('takes no %s, nor any other run', async (_what, action, values) => {
    const pair = await pairWithRuns(25);
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'tone', generation: id, ratio: 25 });
    await expect(hub.press(action(id), aCaller(), values)).rejects.toMatchObject({
      status: 409,
      code: 'side_full',
    });
    expect(hub.newest(pair, 'A').id).toBe(id);
  });

  it('that failed has neither Retry nor Edit…', async () => {
    const pair = await pairWithRuns(24);
    await again('reroll', pair, 'A');
    await fail('A', 'network');
    const { id } = hub.newest(pair, 'A');
    expect(hub.labels(id)).toEqual(['Details']);
    expect(hub.text(id)).toContain('This side has 25 generations, so nothing more can run.');
    await expect(again('retry', pair, 'A')).rejects.toMatchObject({ code: 'side_full' });
  });

  it('leaves its twin as it is', async () => {
    const pair = await pairWithRuns(25);
    expect(hub.labels(hub.newest(pair, 'B').id)).toContain('Re-roll');
    await again('reroll', pair, 'B');
    expect(hub.newest(pair, 'B')).toMatchObject({ number: 2, state: 'running' });
  });
});
