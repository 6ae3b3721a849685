import { describe, expect, it, onTestFinished } from 'vitest';
import { lockBlobs, isHubRunning, lockHub } from '../../src/storage/locks.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { tempFolder } from '../temp-folder.ts';

describe('the lock of a data folder', () => {
  it('tells whether a hub runs, and looking takes nothing away', async () => {
    const home = await tempFolder();
    const { signal } = new AbortController();
    expect(isHubRunning(home)).toBe(false);
    expect(isHubRunning(home)).toBe(false);
    const unlock = await lockHub(home, new FakeClock(), signal);
    expect(isHubRunning(home)).toBe(true);
    unlock();
    expect(isHubRunning(home)).toBe(false);
  });

  it('is waited for 30 s, and taken by who still waits then', async () => {
    const home = await tempFolder();
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const unlock = await lockHub(home, clock, signal);
    const second = lockHub(home, clock, signal);
    await clock.advance(29_750);
    unlock();
    await clock.advance(250);
    (await second)();
    expect(clock.pending).toBe(0);
  });

  it('is given up when the 30 s are over', async () => {
    const home = await tempFolder();
    const clock = new FakeClock();
    const { signal } = new AbortController();
    onTestFinished(await lockHub(home, clock, signal));
    const second = lockHub(home, clock, signal);
    const refused = expect(second).rejects.toThrow('Another hub is running on');
    await clock.advance(30_000);
    await refused;
    expect(clock.pending).toBe(0);
  });

  it('is not asked for any more when the start is given up, at once', async () => {
    const home = await tempFolder();
    const clock = new FakeClock();
    onTestFinished(await lockHub(home, clock, new AbortController().signal));
    const stop = new AbortController();
    const second = lockHub(home, clock, stop.signal);
    const refused = expect(second).rejects.toThrow('Another hub is running on');
    stop.abort();
    await refused;
    expect(clock.pending).toBe(0);
  });

  it('that is free is had also by who would not wait, and nobody is told of a wait', async () => {
    const home = await tempFolder();
    let waits = 0;
    const unlock = await lockHub(home, new FakeClock(), AbortSignal.abort(), () => {
      waits += 1;
    });
    unlock();
    expect(waits).toBe(0);
  });

  it('says once that it waits', async () => {
    const home = await tempFolder();
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const unlock = await lockHub(home, clock, signal);
    let waits = 0;
    const second = lockHub(home, clock, signal, () => {
      waits += 1;
    });
    await clock.advance(5_000);
    expect(waits).toBe(1);
    unlock();
    await clock.advance(250);
    (await second)();
  });
});

describe('the lock of the images', () => {
  it('is shared by those who write, and had alone by who moves them', async () => {
    const home = await tempFolder();
    const [one, two] = [lockBlobs(home, 'shared'), lockBlobs(home, 'shared')];
    expect(one).toBeDefined();
    expect(two).toBeDefined();
    expect(lockBlobs(home, 'alone')).toBeUndefined();
    one?.();
    expect(lockBlobs(home, 'alone')).toBeUndefined();
    two?.();
    const alone = lockBlobs(home, 'alone');
    expect(alone).toBeDefined();
    expect(lockBlobs(home, 'shared')).toBeUndefined();
    expect(lockBlobs(home, 'alone')).toBeUndefined();
    alone?.();
    lockBlobs(home, 'shared')?.();
  });

  it('is of one folder', async () => {
    const alone = lockBlobs(await tempFolder(), 'alone');
    const other = lockBlobs(await tempFolder(), 'alone');
    expect(other).toBeDefined();
    alone?.();
    other?.();
  });
});
