import { describe, expect, it } from 'vitest';
import { aCaller, aModel } from '../values.ts';
import { Hub } from './hub.ts';

const OLD = { provider: 'sample', modelId: 'sample-basic' };
const OTHER = { provider: 'vendor', modelId: 'vendor-basic' };

/** One provider makes one image at a time and is busy, the other one is free. */
async function busyAndFree(): Promise<Hub> {
  const hub = await new Hub({ slots: 4, served: ['sample', 'vendor'] }).start();
  hub.store.models.put(aModel({ typicalMs: 60_000 }));
  hub.store.models.put(
    aModel({ ...OTHER, id: 'vendor-basic', typicalMs: 60_000, isDefault: false }),
  );
  hub.store.providers.put({ name: 'sample', displayName: 'Sample', maxCalls: 1 });
  await hub.generate();
  return hub;
}

describe('the wait of newcomers', () => {
  it('is none at a free provider, though others wait for a busy one', async () => {
    const { line } = (await busyAndFree()).studio;
    expect(line.waitOfNewcomers([OTHER])).toBe(0);
  });

  it.each([
    ['first', [OLD, OTHER]],
    ['last', [OTHER, OLD]],
  ])('is the longest of theirs, also when it is the %s one’s', async (_which, newcomers) => {
    const { line } = (await busyAndFree()).studio;
    expect(line.waitOfNewcomers(newcomers)).toBe(120_000);
  });

  it('is looked at anew after a second, because the command line changes models without a word', async () => {
    const hub = await busyAndFree();
    const { line } = hub.studio;
    expect(line.waitOfNewcomers([OLD])).toBe(120_000);
    hub.store.models.put(aModel({ typicalMs: 30_000 }));
    await hub.clock.advance(999);
    expect(line.waitOfNewcomers([OLD])).toBe(120_000);
    await hub.clock.advance(1);
    // 29 s of the one that runs, and 30 s of the one that waits.
    expect(line.waitOfNewcomers([OLD])).toBe(59_000);
  });
});

describe('the first in line', () => {
  it('are known at once, though a long line is looked at anew after several changes alone', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const ids: string[] = [];
    for (let n = 0; n < 100; n += 1) ids.push(await hub.generate('a cat', aCaller(`p${n}`)));
    const { line } = hub.studio;
    const [first = '', second = ''] = ids;
    expect(line.first(1)).toEqual(new Set([first]));
    for (const side of ['A', 'B'] as const) {
      const generation = hub.newest(first, side).id;
      await hub.press({ type: 'cancel', generation }, aCaller('p0'));
    }
    expect(line.first(1)).toEqual(new Set([second]));
  });
});
