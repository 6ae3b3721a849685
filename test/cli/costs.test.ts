import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costs } from '../../src/cli/costs.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { beginCall, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { tempFolder } from '../temp-folder.ts';
import { aCaller, aGeneration, NOW, RUNNING } from '../values.ts';

/** A data folder in which 20 people of two workspaces had one call each, the last at an unknown cost. */
async function aFolder(): Promise<Record<string, string>> {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  const store = sqliteStore(db);
  seedStore(store);
  store.transaction(() => {
    for (let n = 0; n < 20; n += 1) storeCall(store, n);
  });
  db.close();
  return { DIPTYCH_HOME: home };
}

function storeCall(store: Store, n: number): void {
  const id = `g${n}`;
  const place = {
    surface: 'discord',
    workspace: `guild ${n % 2}`,
    channel: 'c',
    thread: null,
  } as const;
  storePair(store, `p${n}`, { place });
  const spec = { ...aGeneration(id).spec, price: { image: 0.5, tokens: null } };
  const by = aCaller(`person${n}`).person;
  storeGeneration(store, `p${n}`, id, { ...RUNNING, spec, by });
  beginCall(store, { id, pairId: `p${n}`, provider: 'sample', modelId: 'sample-basic' });
  store.calls.end(id, { outcome: 'image', costUsd: n === 19 ? null : 0.5 }, NOW);
}

describe('diptych costs', () => {
  it('tells of all workspaces, and leaves nobody out', async () => {
    const text = costs({}, await aFolder(), NOW);
    expect(text).toContain('Provider costs · 30 days\n2026-10-26 to 2026-11-24, days of UTC.');
    expect(text).toContain('Calls of all workspaces.');
    expect(text).toContain('Total: at least $9.50 · 1 call of unknown cost · 20 in all');
    expect(text).toContain('\n\nBy model\nSample: at least');
    expect(text.match(/^person\d+: /gm)).toHaveLength(20);
  });

  it('prints the report as JSON, of the days that are asked for', async () => {
    const env = await aFolder();
    const report = JSON.parse(costs({ json: true, days: '7' }, env, NOW));
    expect(report).toMatchObject({ days: 7, total: { calls: 20, unknown: 1, usd: 9.5 } });
    const later = JSON.parse(costs({ json: true, days: '7' }, env, NOW + 7 * 86_400_000));
    expect(later.total.calls).toBe(0);
  });

  it.each(['0', '367', 'week'])('says in one sentence what is wrong with %s days', async (days) => {
    const env = await aFolder();
    expect(() => costs({ days }, env, NOW)).toThrow(
      `“${days}” is not a number of days: it must be a whole number from 1 to 366.`,
    );
  });

  it('without a database says what to do', async () => {
    const env = { DIPTYCH_HOME: await tempFolder() };
    expect(() => costs({}, env, NOW)).toThrow('start the hub once');
  });
});
