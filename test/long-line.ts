import type Database from 'better-sqlite3';

const PLAN = `{"category":"a(natural,film)","toneRatio":75,"angleRatio":75,"intentPerson":true,"scene":"single-subject","location":null,"madeBy":"rules","fallbackReason":null,"seed":1}`;
const REQUEST = `{"prompt":"a cat","tier":"basic","modelId":"sample-basic","size":{"width":64,"height":64},"angle":null,"lens":null,"persona":null,"category":null,"toneRatio":null,"angleRatio":null,"experiment":"tones"}`;
const SPEC = `{"version":1,"side":"A","userPrompt":"a cat","prompt":"${'a cat '.repeat(200)}","references":[],"category":"a","scene":"object","toneRatio":75,"angleRatio":75,"angle":null,"lens":null,"provider":"sample","modelId":"sample-basic","model":"sample-1","size":{"width":64,"height":64},"parameters":{},"seed":1,"outputType":"image/png","outputKey":"library/web/2026-01/x.png"}`;
/** Pairs that each person has in line. */
const PAIRS_EACH = 2;

/** What tests ask of the line that `fillLine` makes. */
export const IN_LINE = { person: 'web:q1', pair: 'W00000001', generation: 'W00000001A' } as const;

/**
 * Stores pairs on the web whose `count` generations all wait since `at` (milliseconds since the epoch), for a day. Their headers
 * are posted, and show something else than their place.
 */
export function fillLine(db: Database.Database, count: number, at: number): void {
  const pairs = count / 2;
  const deadline = at + 86_400_000;
  const person = `'web:q' || ((i + ${PAIRS_EACH - 1}) / ${PAIRS_EACH})`;
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${pairs})`;
  db.exec(`BEGIN;
    INSERT INTO pairs (id, surface, workspace, channel, asker_id, asker_name, locale, request,
      attachments, seed, recipe_a, recipe_b, state, plan, own, comparable, created_at, plan_deadline,
      version, shown_version)
    ${numbers} SELECT printf('W%08d', i), 'web', 'web', 'general', ${person}, 'q', 'en', '${REQUEST}',
      '[]', 1, 'three_tones', 'five_tones', 'planned', '${PLAN}', '[]', 1, ${at} + i, ${deadline}, 2, 2
      FROM n;
    INSERT INTO generations (id, pair_id, side, number, origin, by_id, by_name, spec, recipe_hash,
      provider, model_id, state, wait_deadline, created_at, staged_tone, staged_angle, asker_id)
    ${numbers}, sides (side) AS (VALUES ('A'), ('B'))
    SELECT printf('W%08d%s', i, side), printf('W%08d', i), side, 1, 'first', ${person}, 'q', '${SPEC}',
      'r' || i, 'sample', 'sample-basic', 'waiting', ${deadline}, ${at} + i, 75, 75, ${person}
      FROM n, sides;
    INSERT INTO posts (id, kind, pair_id, surface, workspace, channel, state, message_id, shown,
      first_tried_at)
    SELECT id, 'header', id, surface, workspace, channel, 'posted', 'm' || id, 'x', created_at
      FROM pairs WHERE id GLOB 'W*';
    COMMIT; ANALYZE;`);
}
