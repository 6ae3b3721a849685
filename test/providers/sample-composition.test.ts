import { beforeAll, describe, expect, it } from 'vitest';
import type { Reference } from '../../src/core/domain/reference.ts';
import { sha256Hex } from '../../src/digest.ts';
import { type Composition, compositionOf } from '../../src/providers/sample/composition.ts';
import { installStarterPool } from '../../src/providers/sample/starter-pool.ts';
import { viewLike } from '../../src/providers/sample/view.ts';
import { RandomIds } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';

/** The compositions of the starter pool's angle images of one angle, one a category. */
let read: (angle: string) => readonly Composition[];
beforeAll(async () => {
  const [store, blobs, clock] = [newStore(), new MemoryBlobs(), new FakeClock()];
  const ids = new RandomIds(clock);
  await installStarterPool({ store, blobs, clock, ids, digest: sha256Hex });
  const { angles } = store.pool.snapshot();
  const seen = new Map<Reference, Composition>();
  for (const one of angles) {
    seen.set(one, await compositionOf(blobs.blobs.get(one.key) ?? new Uint8Array()));
  }
  read = (angle) => {
    const found = angles.filter(({ tags }) => tags.includes(angle));
    return found.flatMap((one) => seen.get(one) ?? []);
  };
});

const each = (angle: string, is: (one: Composition) => boolean) => {
  const all = read(angle);
  expect(all).toHaveLength(4);
  expect(all.filter(is)).toEqual(all);
};

describe('the composition of an angle image', () => {
  it('has its horizon where the camera’s height puts it', () => {
    each('low-angle', ({ horizon }) => horizon > 0.75);
    each('high-angle', ({ horizon }) => horizon < 0.4);
    each('wide', ({ horizon }) => horizon > 0.55 && horizon < 0.8);
  });

  it('has its subject at its place, as tall as it is', () => {
    each('low-angle', ({ x, height }) => Math.abs(x - 0.27) < 0.06 && height > 0.5);
    each('wide', ({ x, height }) => Math.abs(x - 0.73) < 0.06 && height < 0.3);
    each('close-up', ({ x, height }) => Math.abs(x - 0.27) < 0.06 && height > 0.55);
  });

  it('is level, but for a tilted camera', () => {
    each('dutch', ({ tilt }) => tilt >= 7 && tilt <= 20);
    for (const angle of ['low-angle', 'high-angle', 'wide', 'close-up']) {
      each(angle, ({ tilt }) => tilt === 0);
    }
  });

  it('is a look straight down only where there is no sky', () => {
    each('overhead', ({ fromAbove }) => fromAbove);
    for (const angle of ['low-angle', 'high-angle', 'dutch', 'wide', 'close-up']) {
      each(angle, ({ fromAbove }) => !fromAbove);
    }
  });

  it('of a picture of one colour is level and empty', async () => {
    const seen = await compositionOf(await aPicture());
    expect(seen).toMatchObject({ horizon: 0.5, tilt: 0, fromAbove: false, height: 0 });
  });
});

describe('a view like an angle image', () => {
  const seen = { horizon: 0.2, tilt: 20, x: 0.25, height: 0.92, fromAbove: false };

  it('follows it the more, the higher the ratio', () => {
    expect(viewLike(seen, 100)).toEqual({
      horizon: 0.2,
      tilt: 20,
      scale: 2,
      fromAbove: false,
      shoulder: false,
      place: { x: 0.25, share: 1 },
    });
    const half = viewLike(seen, 50);
    expect([half.horizon, half.tilt, half.scale, half.place.share]).toEqual([0.4, 10, 1.5, 0.5]);
  });

  it('never has a subject that nobody could see', () => {
    expect(viewLike({ ...seen, height: 0 }, 100).scale).toBe(0.4);
    expect(viewLike({ ...seen, height: 1.5 }, 100).scale).toBe(3);
  });
});
