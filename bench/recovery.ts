import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HubProcess } from '../test/crash/hub-process.ts';
import { fillLine } from '../test/long-line.ts';
import { newFolder } from './world.ts';

const PAIRS = 1_000;
const LOOK_MS = 20;
const LONGEST_MS = 120_000;

/** Milliseconds since the process was started. */
export interface Recovery {
  /** Until it takes commands. */
  readonly openMs: number;
  /** Until every side that ran has ended truthfully. */
  readonly endedMs: number;
  /** Until, besides, every side that waited was dispatched: this has to wait for the slots. */
  readonly dispatchedMs: number;
}

/**
 * Recovery after `kill -9` of a hub that had 1,000 unfinished pairs: one side of each ran, the other waited. Their calls died
 * with the hub, so that the sides which ran end as lost.
 */
export async function recovery(): Promise<Recovery> {
  const home = newFolder();
  const env = {
    DIPTYCH_HOME: home,
    PORT: '0',
    WITNESS: join(home, 'witness'),
    WORKER_CONCURRENCY: '64',
    LOG_LEVEL: 'error',
  };
  // Its first start makes the database and the pool.
  const first = await HubProcess.start(env, undefined, 'all');
  const db = new Database(join(home, 'diptych.db'), { timeout: 20_000 });
  fillUnfinished(db);
  await first.kill();
  const began = performance.now();
  const hub = await HubProcess.start(env, undefined, 'all');
  try {
    const endedMs = await untilNone(db, `state = 'running' AND side = 'A'`, began);
    const dispatchedMs = await untilNone(db, `state = 'waiting'`, began);
    return { openMs: hub.startMs, endedMs, dispatchedMs };
  } finally {
    await hub.kill();
    db.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function fillUnfinished(db: Database.Database): void {
  fillLine(db, PAIRS * 2, Date.now());
  db.exec(`BEGIN;
    UPDATE generations SET state = 'running', dispatched_at = created_at
      WHERE id GLOB 'W*' AND side = 'A';
    UPDATE generations SET spec = json_set(spec, '$.outputKey', 'library/web/2026-01/' || id || '.png');
    INSERT INTO provider_calls (id, purpose, pair_id, generation_id, provider, model_id, begun_at,
      surface, workspace, by_id, by_name)
    SELECT id, 'image', pair_id, id, 'sample', 'sample-basic', created_at, 'web', 'web', by_id, by_name
      FROM generations WHERE id GLOB 'W*' AND side = 'A';
    COMMIT;`);
}

/** Milliseconds since `began` when no stored generation is in this state any more. */
async function untilNone(db: Database.Database, state: string, began: number): Promise<number> {
  const left = db
    .prepare(`SELECT count(*) FROM generations WHERE id GLOB 'W*' AND ${state}`)
    .pluck();
  for (;;) {
    const passed = performance.now() - began;
    if (left.get() === 0) return passed;
    if (passed > LONGEST_MS) throw new Error(`the hub did not recover: ${state}`);
    await pause(LOOK_MS);
  }
}
