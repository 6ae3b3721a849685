import { describe, expect, it, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

/** Keys of the pool's pictures that both sides of a new pair use. */
async function used(hub: Hub): Promise<readonly string[]> {
  const id = await hub.generate('a woman walking');
  const { references } = hub.newest(id, 'A').spec;
  return [...references, ...hub.newest(id, 'B').spec.references].map(({ key }) => key);
}

const admin = aCaller('ana', { admin: true });
const poolText = (hub: Hub, who = admin) =>
  hub.studio.pool
    .page(who, { of: 'all' }, 0)
    .card.lines.map(({ text }) => text)
    .join('\n');

describe('a picture of the pool that the store has lost', () => {
  it('is left out of new pairs, which use others; the log names it once', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    const before = await used(hub);
    const [lost = ''] = before;
    await hub.advance(600_000);
    hub.blobs.sizes.delete(lost);
    for (let n = 0; n < 2; n += 1) {
      const after = await used(hub);
      expect(after).not.toContain(lost);
      expect(after).toHaveLength(before.length);
    }
    const named = hub.log.errors.filter(
      (one) => one === 'the store has lost a picture of the pool',
    );
    expect(named).toHaveLength(1);
  });

  it('is left out of a side that somebody edits, its angle image too', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    const options = { angle: 'overhead', experiment: 'angles' } as const;
    const pair = await hub.pairWithImages('a woman walking', aCaller(), options);
    const side = hub.view(pair).pair.recipes.A === 'angle_from_image' ? 'A' : 'B';
    const { id: generation, spec } = hub.newest(pair, side);
    const lost = ['tone', 'angle'].map(
      (role) => spec.references.find((one) => one.role === role)?.key ?? '',
    );
    for (const key of lost) hub.blobs.sizes.delete(key);
    await hub.advance(600_000);
    await hub.generate('a woman walking', aCaller(), options);
    const values = { prompt: 'a woman running', angle: '', lens: '' };
    await hub.press({ type: 'edit', generation }, aCaller(), values);
    const edited = hub.newest(pair, side).spec.references;
    expect(edited.map(({ role }) => role)).toEqual(spec.references.map(({ role }) => role));
    expect(edited.filter(({ key }) => lost.includes(key))).toEqual([]);
  });

  it('is used again when it is back', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    const before = await used(hub);
    const [lost = ''] = before;
    await hub.advance(600_000);
    hub.blobs.sizes.delete(lost);
    await used(hub);
    hub.blobs.sizes.set(lost, 1);
    await hub.advance(60_000);
    await used(hub);
    expect(await used(hub)).toEqual(before);
    expect(poolText(hub)).not.toContain('has lost');
  });

  it('is told to admins in /diptych pool, and to nobody else', async () => {
    const hub = await new Hub().start();
    const [lost = ''] = await used(hub);
    await hub.advance(600_000);
    hub.blobs.sizes.delete(lost);
    await used(hub);
    expect(poolText(hub)).toContain(
      'The store has lost 1 picture of the pool: new pairs do without it. The log and the doctor name it.',
    );
    expect(poolText(hub, aCaller('ben'))).not.toContain('has lost');
  });

  it('is not asked for in every plan, and no picture that a plan does not use', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    const size = vi.spyOn(hub.blobs, 'size');
    const first = await used(hub);
    const asked = size.mock.calls.map(([key]) => key);
    expect(asked.toSorted()).toEqual([...new Set(first)].toSorted());
    await used(hub);
    expect(size.mock.calls).toHaveLength(asked.length);
  });

  it('is left out at once when a job has not found it', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    const [lost = ''] = await used(hub);
    hub.blobs.sizes.delete(lost);
    const failure = {
      kind: 'invalid_request',
      detail: 'x',
      withdrawn: true,
      unasked: true,
    } as const;
    hub.queue.fail(hub.queue.jobOf('A'), failure);
    await hub.settle();
    expect(await used(hub)).not.toContain(lost);
  });

  it('is none when the store does not answer: the pair uses it as before', async () => {
    const hub = await new Hub({ seed: () => 7 }).start();
    vi.spyOn(hub.blobs, 'size').mockRejectedValue(new BlobError('storage', 'away'));
    expect(await used(hub)).not.toEqual([]);
    expect(poolText(hub)).not.toContain('has lost');
  });
});
