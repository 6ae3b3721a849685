import { describe, expect, it } from 'vitest';
import { aModel } from '../values.ts';
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
});
