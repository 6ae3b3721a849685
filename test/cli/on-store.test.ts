import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBesideHub } from '../../src/cli/on-store.ts';
import { lockHub } from '../../src/storage/locks.ts';
import { SystemClock } from '../../src/system.ts';
import { behind } from './older-home.ts';

describe('a command beside a hub', () => {
  it('does not change the schema under a hub that knows only the old one', async () => {
    const home = await behind();
    const unlock = await lockHub(home, new SystemClock(), AbortSignal.abort());
    onTestFinished(unlock);
    expect(() => openBesideHub(home)).toThrow(`An older version of Diptych is running on ${home}`);
    unlock();
    openBesideHub(home).close();
  });

  it('opens what is up to date while the hub runs, and says where there is nothing', async () => {
    const home = await behind();
    openBesideHub(home).close();
    onTestFinished(await lockHub(home, new SystemClock(), AbortSignal.abort()));
    openBesideHub(home).close();
    expect(() => openBesideHub(join(home, 'nowhere'))).toThrow('start the hub once');
  });
});
