import Database from 'better-sqlite3';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { openDatabase } from '../src/storage/database.ts';
import { ask, newFolder, newWorld, person, ShownPairs, type World } from './world.ts';

const PAIRS = 200;
const PEOPLE = 20;
/** What an image was made from, as it is stored. */
const REFERENCES = JSON.stringify(Array.from({ length: 4 }, () => ({ role: 'tone', id: 'r' })));

/** Pairs a second, from the command to both images in the chat; 20 people ask at once. */
export async function pairsPerSecond(world: World, pairs = PAIRS): Promise<number> {
  const began = performance.now();
  const perPerson = Math.ceil(pairs / PEOPLE);
  const shown = new ShownPairs(world);
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, index) => {
      const who = person(`p${index}`);
      for (let pair = 0; pair < perPerson; pair += 1) {
        const id = await ask(world, who);
        await shown.until(id);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  shown.close();
  return (perPerson * PEOPLE) / seconds;
}

/** Pairs a second: the whole pipeline with an instant provider, and only its SQL writes, replayed. */
export async function againstBareWrites(): Promise<{ pipeline: number; bare: number }> {
  const statements: string[] = [];
  let recording = false;
  const world = await newWorld({ verbose: (sql) => recording && statements.push(sql) });
  await pairsPerSecond(world, PEOPLE);
  recording = true;
  await pairsPerSecond(world, PEOPLE);
  recording = false;
  const pipeline = await pairsPerSecond(world);
  const bare = replay(statements);
  await world.close();
  return { pipeline, bare };
}

/** Runs the recorded writes, with the same transactions, on an empty database. Pairs a second. */
function replay(statements: readonly string[]): number {
  const folder = newFolder();
  const path = join(folder, 'bare.db');
  openDatabase(path).close();
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // The rows that the writes refer to are missing here.
  db.pragma('foreign_keys = OFF');
  const writes = statements.filter((sql) => /^\s*(INSERT|UPDATE|DELETE|BEGIN|COMMIT)/i.test(sql));
  const began = performance.now();
  for (const sql of writes) db.exec(wholeJson(sql));
  const seconds = (performance.now() - began) / 1000;
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return PEOPLE / seconds;
}

/** Recorded statements have long texts cut, which no JSON function takes. */
function wholeJson(sql: string): string {
  return sql.replace(/json_each\('.*?'\/\*\+\d+ bytes\*\/\)/s, `json_each('${REFERENCES}')`);
}

/** Pairs a second on a database that holds 100 pairs, and on one that holds 100,000. */
export async function againstManyStored(): Promise<{ few: number; many: number }> {
  return { few: await rateWith(100), many: await rateWith(100_000) };
}

async function rateWith(stored: number): Promise<number> {
  const world = await newWorld({ fill: (db) => fill(db, stored) });
  await pairsPerSecond(world, PEOPLE);
  const rate = await pairsPerSecond(world);
  await world.close();
  return rate;
}

/** Finished pairs of many people, with both images posted. */
function fill(db: Database.Database, count: number): void {
  const plan = `{"category":"a(natural,film)","toneRatio":75,"angleRatio":75,"intentPerson":true,"scene":"single-subject","location":null,"madeBy":"rules","fallbackReason":null,"seed":1}`;
  const request = `{"prompt":"a cat","tier":"basic","modelId":"sample-basic","size":{"width":64,"height":64},"angle":null,"lens":null,"persona":null,"category":null,"toneRatio":null,"angleRatio":null,"experiment":"tones"}`;
  const spec = `{"version":1,"side":"A","userPrompt":"a cat","prompt":"a cat","references":[],"category":"a","scene":"object","toneRatio":75,"angleRatio":75,"angle":null,"lens":null,"provider":"sample","modelId":"sample-basic","model":"sample-1","size":{"width":64,"height":64},"parameters":{},"seed":1,"outputType":"image/png","outputKey":"library/web/2026-01/x.png"}`;
  const image = `{"key":"library/web/2026-01/x.png","type":"image/png","width":64,"height":64,"bytes":100}`;
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const at = 1_700_000_000_000;
  db.exec(`BEGIN;
    INSERT INTO pairs (id, surface, workspace, channel, asker_id, asker_name, locale, request, attachments,
      state, plan, own, comparable, created_at, plan_deadline, version, shown_version)
    ${numbers} SELECT printf('0P%08d', i), 'web', 'web', 'general', 'web:p' || (i % ${PEOPLE}), 'p', 'en',
      '${request}', '[]', 'planned', '${plan}', '[]', 1, ${at} + i, ${at} + i, 2, 2 FROM n;
    INSERT INTO generations (id, pair_id, side, number, origin, by_id, by_name, spec, recipe_hash,
      provider, model_id, state, wait_deadline, image, created_at, dispatched_at, ended_at, delivered_at,
      staged_tone, staged_angle)
    ${numbers}, sides (side) AS (VALUES ('A'), ('B'))
    SELECT printf('0G%08d%s', i, side), printf('0P%08d', i), side, 1, 'first', 'web:p' || (i % ${PEOPLE}),
      'p', '${spec}', 'r' || i, 'sample', 'sample-basic', 'succeeded', ${at}, '${image}', ${at} + i,
      ${at} + i + 1, ${at} + i + 2, ${at} + i + 3, 75, 75 FROM n, sides;
    INSERT INTO posts (id, kind, pair_id, generation_id, surface, workspace, channel, state, message_id,
      shown, first_tried_at)
    SELECT id, 'image', pair_id, id, 'web', 'web', 'general', 'posted', 'm' || id, 'x', created_at
    FROM generations WHERE id LIKE '0G%';
    INSERT INTO provider_calls (id, purpose, pair_id, generation_id, provider, model_id, begun_at, ended_at,
      outcome, cost_usd, surface, workspace, by_id, by_name)
    SELECT id, 'image', pair_id, id, 'sample', 'sample-basic', created_at, created_at, 'image', 0, 'web',
      'web', by_id, by_name
    FROM generations WHERE id LIKE '0G%';
    COMMIT; ANALYZE;`);
}
