import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ask, call, ended, runHub } from '../web/hub.ts';

const outcome = z.tuple([z.object({ log: z.number(), checkpointed: z.number() })]);

/** A program that does to a database what Litestream does: https://litestream.io/how-it-works/ */
class Replicator {
  readonly #reader: Database.Database;
  readonly #writer: Database.Database;

  constructor(path: string) {
    this.#reader = new Database(path);
    this.#writer = new Database(path);
    this.#writer.exec(`CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
      CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER);`);
    this.#hold();
  }

  /** Keeps others from beginning the log anew. */
  #hold(): void {
    this.#reader.exec('BEGIN; SELECT count(*) FROM _litestream_seq');
  }

  /** Lets go, moves the log into the database, and writes a first page into the new log. */
  checkpoint(): void {
    this.#reader.exec('ROLLBACK');
    this.#writer.pragma('wal_checkpoint(PASSIVE)');
    this.#writer.exec(`INSERT INTO _litestream_seq (id, seq) VALUES (1, 1)
      ON CONFLICT (id) DO UPDATE SET seq = seq + 1`);
    this.#hold();
  }

  /** Pages that it held back from SQLite's own checkpoints, which pass over what a reader may need. */
  get held(): number {
    const [{ log, checkpointed }] = outcome.parse(this.#writer.pragma('wal_checkpoint(PASSIVE)'));
    return log - checkpointed;
  }

  close(): void {
    this.#reader.close();
    this.#writer.close();
  }
}

describe('a hub whose database is replicated as Litestream does it', () => {
  it('makes pairs, keeps them on the disk, and starts again', async () => {
    const hub = await runHub();
    onTestFinished(() => hub.close());
    const replicator = new Replicator(join(hub.home, 'diptych.db'));
    onTestFinished(() => replicator.close());
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const id = await ask(hub.url, `a cat, ${n}`);
      ids.push(id);
      await ended(hub.url, id);
      expect(replicator.held).toBeGreaterThan(0);
      replicator.checkpoint();
    }
    expect((await call(hub.url, '/readyz')).json).toEqual({ status: 'ready' });
    await hub.restart(() => Promise.resolve());
    for (const id of ids) {
      const { sides } = await ended(hub.url, id);
      expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
    }
    expect(hub.log.errors).toEqual([]);
  });
});
