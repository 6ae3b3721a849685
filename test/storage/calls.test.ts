import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { insertRow, openBefore } from './old-database.ts';

const DAY = Date.UTC(2026, 10, 24);
const BY = { by_id: 'discord:1', by_name: 'Ana' };

/** A generation of the pair, and its call in the ledger as it was when it had one a generation. */
function insertCall(
  db: Database.Database,
  id: string,
  call: Record<string, string | number | null>,
): void {
  const generation = { id, pair_id: 'p1', side: 'A', number: Number(id.slice(1)), ...BY };
  insertRow(db, 'generations', { ...generation, state: 'failed' });
  const place = { surface: 'discord', workspace: 'guild', ...BY };
  const common = { generation_id: id, provider: 'openai', model_id: 'gpt', begun_at: DAY };
  insertRow(db, 'provider_calls', { ...common, ...place, ...call });
}

describe('a ledger with one call a generation', () => {
  let db: Database.Database;
  beforeEach(async () => {
    const home = await tempFolder();
    const before = openBefore(home, 7);
    insertRow(before, 'pairs', {
      id: 'p1',
      surface: 'discord',
      workspace: 'guild',
      state: 'planned',
      request: '{}',
      plan: '{}',
    });
    insertCall(before, 'g1', { outcome: 'image', cost_usd: 0.5, ended_at: DAY + 9 });
    insertCall(before, 'g2', { outcome: 'auth', cost_usd: 0, ended_at: DAY + 8 });
    insertCall(before, 'g3', { outcome: 'timeout', cost_usd: null, ended_at: DAY + 7 });
    insertCall(before, 'g4', { outcome: null, cost_usd: null, ended_at: null });
    before.close();
    db = openDatabase(join(home, 'diptych.db'));
    onTestFinished(() => {
      db.close();
    });
  });

  it('keeps each as an image call of its generation and pair: paid, free, unknown and open', () => {
    const { calls } = sqliteStore(db);
    const of = (id: string) => {
      const call = { id, purpose: 'image', pairId: 'p1', generationId: id };
      return { ...call, provider: 'openai', modelId: 'gpt', begunAt: DAY, tokens: null };
    };
    expect(calls.ofPair('p1')).toEqual([
      { ...of('g1'), outcome: 'image', costUsd: 0.5, endedAt: DAY + 9 },
      { ...of('g2'), outcome: 'auth', costUsd: 0, endedAt: DAY + 8 },
      { ...of('g3'), outcome: 'timeout', costUsd: null, endedAt: DAY + 7 },
      { ...of('g4'), outcome: null, costUsd: null, endedAt: null },
    ]);
  });

  it('is counted as before, for its person and workspace', () => {
    const { costs } = sqliteStore(db);
    const common = { day: '2026-11-24', modelId: 'gpt', personId: 'discord:1', personName: 'Ana' };
    expect(costs.cells(0, { surface: 'discord', workspace: 'guild' })).toMatchObject([
      { ...common, outcome: 'auth', calls: 1, unknown: 0, usd: 0 },
      { ...common, outcome: 'image', calls: 1, unknown: 0, usd: 0.5 },
      { ...common, outcome: 'running', calls: 1, unknown: 1, usd: null },
      { ...common, outcome: 'timeout', calls: 1, unknown: 1, usd: null },
    ]);
    expect(costs.cells(0, { surface: 'discord', workspace: 'other' })).toEqual([]);
  });

  it('takes the late cost of a call that was open or unknown', () => {
    const { calls } = sqliteStore(db);
    for (const id of ['g3', 'g4']) calls.end(id, { outcome: 'dropped', costUsd: 0.25 }, DAY + 20);
    expect(calls.of('g3')).toMatchObject([{ outcome: 'timeout', costUsd: 0.25, endedAt: DAY + 7 }]);
    expect(calls.of('g4')).toMatchObject([
      { outcome: 'dropped', costUsd: 0.25, endedAt: DAY + 20 },
    ]);
  });

  it.each([
    ['a purpose that nobody knows', { purpose: 'pastime', pair_id: 'p1' }, 'CHECK'],
    ['a generation without its pair', { purpose: 'image', generation_id: 'g1' }, 'CHECK'],
    ['a pair that is not there', { purpose: 'image', pair_id: 'p9' }, 'FOREIGN KEY'],
  ])('takes no call for %s', (_what, row, why) => {
    expect(() => insertRow(db, 'provider_calls', { id: 'c1', ...row })).toThrow(why);
  });

  it('has an index for the calls of a generation, of a pair, of a workspace and of all days', () => {
    const plan = (where: string) =>
      db.prepare(`EXPLAIN QUERY PLAN SELECT * FROM provider_calls WHERE ${where}`).all();
    for (const [where, index] of [
      ["generation_id = 'g1'", 'provider_calls_generation'],
      ["pair_id = 'p1'", 'provider_calls_pair'],
      ["surface = 'web' AND workspace = 'w' AND begun_at >= 0", 'provider_calls_place'],
      ['begun_at >= 0', 'provider_calls_begun'],
    ] as const) {
      expect(plan(where)).toEqual([
        expect.objectContaining({ detail: expect.stringContaining(`USING INDEX ${index} `) }),
      ]);
    }
  });
});
