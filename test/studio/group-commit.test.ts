import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GroupCommit } from '../../src/core/studio/base/group-commit.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { tempFolder } from '../temp-folder.ts';
import { newStore } from '../storage/sample-rows.ts';

describe('decisions that come at once', () => {
  it('are committed together, each undone alone when it throws', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store, clock: new FakeClock() });
    const results = await Promise.allSettled([
      commits.commit(() => store.settings.put('discord.upload.a', '1')),
      commits.commit(() => {
        store.settings.put('discord.upload.b', '2');
        throw new Error('no');
      }),
      commits.commit(() => store.settings.get('discord.upload.a')),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'no' } },
      { status: 'fulfilled', value: '1' },
    ]);
    expect(store.settings.get('discord.upload.b')).toBeUndefined();
  });

  it('are decided in the order they came, and told only once they are on disk', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store, clock: new FakeClock() });
    const order: string[] = [];
    const works = Array.from({ length: 40 }, (_, n) =>
      commits.commit(() => order.push(`decided ${n}`)).then(() => order.push(`told ${n}`)),
    );
    await Promise.all(works);
    const decided = order.filter((one) => one.startsWith('decided'));
    expect(decided).toEqual(Array.from({ length: 40 }, (_, n) => `decided ${n}`));
    expect(order.indexOf('told 0')).toBeGreaterThan(order.indexOf('decided 31'));
    // Others come in between: no more than 32 at once.
    expect(order.indexOf('told 31')).toBeLessThan(order.indexOf('decided 32'));
  });

  it('are decided once each when the disk fills up in the middle', async () => {
    const db = openDatabase(':memory:');
    const store = sqliteStore(db);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 4}`);
    const commits = new GroupCommit({ store, clock: new FakeClock() });
    const decided: string[] = [];
    const put = (name: string, size: number) =>
      commits.commit(() => {
        store.settings.put(`discord.upload.${name}`, 'x'.repeat(size));
        decided.push(name);
      });
    const results = await Promise.allSettled([
      put('a', 10),
      put('b', 100_000),
      put('c', 10),
      put('d', 10),
    ]);
    const kept = ['a', 'b', 'c', 'd'].filter(
      (name) => store.settings.get(`discord.upload.${name}`) !== undefined,
    );
    const told = results.flatMap((one, n) => (one.status === 'fulfilled' ? 'abcd'[n] : []));
    expect(kept).toEqual(told);
    expect(kept).toEqual(['a', 'c', 'd']);
    // Those undone with the whole are decided anew; none stands twice.
    expect(decided.filter((name) => name === 'c')).toHaveLength(1);
  });

  it.each([[['a']], [['a', 'b']]])(
    'are reported as done only when the commit itself succeeds: %j',
    async (names) => {
      const store = newStore();
      const commits = new GroupCommit({ store, clock: new FakeClock() });
      const real = store.transaction.bind(store);
      // The work succeeds; its commit fails, and so does every second try.
      vi.spyOn(store, 'transaction').mockImplementation((work) =>
        real(() => {
          work();
          throw new Error('the disk is full');
        }),
      );
      const put = (name: string) =>
        commits.commit(() => store.settings.put(`discord.upload.${name}`, '1'));
      const results = await Promise.allSettled(names.map(put));
      expect(results.map(({ status }) => status)).toEqual(names.map(() => 'rejected'));
      for (const name of names) {
        expect(store.settings.get(`discord.upload.${name}`)).toBeUndefined();
      }
    },
  );

  it('are all told at once when not even a beginning can be made', async () => {
    const store = newStore();
    const commits = new GroupCommit({ store, clock: new FakeClock() });
    const transaction = vi.spyOn(store, 'transaction').mockImplementation(() => {
      throw new Error('the database is locked');
    });
    const results = await Promise.allSettled([commits.commit(() => 1), commits.commit(() => 2)]);
    expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(transaction).toHaveBeenCalledTimes(1);
  });

  describe('while another program holds the database', () => {
    /** A database in a file, with a program beside the hub that takes its write lock and gives it back. */
    async function held() {
      const path = join(await tempFolder(), 'd.db');
      const db = openDatabase(path);
      db.pragma('busy_timeout = 0');
      const other = openDatabase(path);
      onTestFinished(() => {
        db.close();
        other.close();
      });
      const clock = new FakeClock();
      const store = sqliteStore(db);
      other.exec('BEGIN IMMEDIATE');
      return {
        store,
        clock,
        commits: new GroupCommit({ store, clock }),
        free: () => other.exec('COMMIT'),
      };
    }

    it('wait for it in their order, and are done once it is free', async () => {
      const { store, clock, commits, free } = await held();
      const order: string[] = [];
      const both = ['a', 'b'].map((name) =>
        commits.commit(() => {
          order.push(name);
          store.settings.put(`discord.upload.${name}`, '1');
        }),
      );
      await clock.advance(1_900);
      expect(order).toEqual([]);
      free();
      await clock.advance(100);
      await Promise.all(both);
      expect(order).toEqual(['a', 'b']);
      expect(store.settings.get('discord.upload.b')).toBe('1');
      expect(clock.pending).toBe(0);
    });

    it('are refused after two seconds, with nothing done; what may wait longer is done later', async () => {
      const { store, clock, commits, free } = await held();
      const put = (name: string, waitMs?: number) =>
        commits.commit(() => store.settings.put(`discord.upload.${name}`, '1'), waitMs);
      const [soon, late] = [put('a'), put('b', 60_000)];
      const refused = expect(soon).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      await clock.advance(2_100);
      await refused;
      free();
      await clock.advance(100);
      await late;
      expect(store.settings.get('discord.upload.a')).toBeUndefined();
      expect(store.settings.get('discord.upload.b')).toBe('1');
    });

    it('let an act wait for it that will write by itself', async () => {
      const { clock, commits, free } = await held();
      let done = 0;
      const acts = [commits.writable(), commits.writable()].map(async (one) => {
        await one;
        done += 1;
      });
      await clock.advance(500);
      expect(done).toBe(0);
      free();
      await clock.advance(100);
      await Promise.all(acts);
      await commits.writable();
      expect(done).toBe(2);
    });

    it('refuse an act that waits for two seconds', async () => {
      const { clock, commits } = await held();
      const refused = expect(commits.writable()).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      await clock.advance(2_100);
      await refused;
    });
  });
});
