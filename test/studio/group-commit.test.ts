import { describe, expect, it, vi } from 'vitest';
import { GroupCommit } from '../../src/core/studio/group-commit.ts';
import { newStore } from '../storage/sample-rows.ts';

describe('decisions that come at once', () => {
  it('are committed together, each undone alone when it throws', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store });
    const results = await Promise.allSettled([
      commits.run(() => store.settings.put('a', '1')),
      commits.run(() => {
        store.settings.put('b', '2');
        throw new Error('no');
      }),
      commits.run(() => store.settings.get('a')),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'no' } },
      { status: 'fulfilled', value: '1' },
    ]);
    expect(store.settings.get('b')).toBeUndefined();
  });

  it('are decided in the order they came, and told only once they are on disk', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store });
    const order: string[] = [];
    const works = Array.from({ length: 40 }, (_, n) =>
      commits.run(() => order.push(`decided ${n}`)).then(() => order.push(`told ${n}`)),
    );
    await Promise.all(works);
    const decided = order.filter((one) => one.startsWith('decided'));
    expect(decided).toEqual(Array.from({ length: 40 }, (_, n) => `decided ${n}`));
    expect(order.indexOf('told 0')).toBeGreaterThan(order.indexOf('decided 31'));
  });

  it('are tried one by one when all of them could not be committed', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store });
    vi.spyOn(store, 'transaction').mockImplementationOnce(() => {
      throw new Error('the disk is full');
    });
    await Promise.all([
      commits.run(() => store.settings.put('a', '1')),
      commits.run(() => store.settings.put('b', '2')),
    ]);
    expect([store.settings.get('a'), store.settings.get('b')]).toEqual(['1', '2']);
  });
});
