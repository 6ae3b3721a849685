import { expect, it } from 'vitest';
import { StorageError } from '../../src/core/ports/storage-fault.ts';
import { KeepTrying } from '../../src/core/studio/run/keep-trying.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';

it('what was stored late is known for the last thousand results, and no more are kept in mind', async () => {
  const clock = new FakeClock();
  const trying = new KeepTrying({ clock, log: new SilentLog() });
  const done: string[] = [];
  let isFull = true;
  const store = (id: string) =>
    trying.run(id, () => {
      if (isFull) throw new StorageError('full', 'no room');
      done.push(id);
    });
  const ids = Array.from({ length: 1_001 }, (_, n) => `g${n}`);
  expect(ids.map(store)).toEqual(ids.map(() => false));
  isFull = false;
  await clock.jump(1_000);
  expect(done).toEqual(ids);
  // A queue tells all of them again: what is stored once more changes nothing.
  expect(ids.map(store)).toEqual(ids.map(() => true));
  expect(done.slice(ids.length)).toEqual(['g0']);
});
