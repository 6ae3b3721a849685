/**
 * A hub in a process of its own, so that its event loop is measured and not that of the people. Its pictures are tiny.
 * Says where it listens; answers each message with what it measured since the one before.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadConfig } from '../src/config.ts';
import { pinoLog } from '../src/log.ts';
import { startHub } from '../src/hub.ts';
import { openDatabase } from '../src/storage/database.ts';
import { seedStore } from '../src/storage/seed.ts';
import { sqliteStore } from '../src/storage/store.ts';
import { newFolder } from './world.ts';

const SIZE = { width: 64, height: 64 };
/** Milliseconds between two looks at the event loop. */
const RESOLUTION_MS = 5;

const home = newFolder();
const db = openDatabase(join(home, 'diptych.db'));
const store = sqliteStore(db);
seedStore(store);
const sizes = { validSizes: [SIZE], squareSize: SIZE, landscapeSize: SIZE, portraitSize: SIZE };
store.models.put({ ...store.models.default(), ...sizes, minPixels: 0, typicalMs: 100 });
const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0', QUEUE_BUDGET_MS: '86400000' });
const hub = await startHub(config, { log: pinoLog('error'), signal: new AbortController().signal });

const count = (sql: string) => db.prepare(sql).pluck();
const counts = {
  planning: count(`SELECT count(*) FROM pairs WHERE state = 'planning'`),
  planned: count(`SELECT count(*) FROM pairs WHERE state = 'planned'`),
  refused: count(`SELECT count(*) FROM pairs WHERE state = 'refused'`),
  failed: count(`SELECT count(*) FROM generations WHERE failure IS NOT NULL`),
  images: count(`SELECT count(*) FROM posts WHERE kind = 'image' AND state = 'posted'`),
};
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

async function stop(): Promise<void> {
  await hub.close();
  db.close();
  rmSync(home, { recursive: true, force: true });
  process.disconnect();
}

process.on('message', (asked) => {
  if (asked === 'stop') return void stop();
  const read = Object.entries(counts).map(([name, query]) => [name, Number(query.get())]);
  const stallMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
  delay.reset();
  process.send?.({ ...Object.fromEntries(read), stallMs });
});
// The bench that started this hub has ended.
process.on('disconnect', () => process.exit(0));
process.send?.({ url: hub.url });
