import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { beginCall, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aCaller, RUNNING } from '../values.ts';
import { ask, type Call, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
  await ended(hub.url, await ask(hub.url, 'a paper boat #fail-b'));
  // What another workspace did, and what was long ago.
  const db = openDatabase(join(hub.home, 'diptych.db'));
  const store = sqliteStore(db);
  const place = { surface: 'discord', workspace: 'guild', channel: 'c', thread: null } as const;
  const paid = (id: string, at: number, where = aCaller().place) => {
    storePair(store, `p-${id}`, { place: where });
    storeGeneration(store, `p-${id}`, id, RUNNING);
    beginCall(store, { id, pairId: `p-${id}`, at });
    store.calls.end(id, { outcome: 'image', costUsd: 5 }, at);
  };
  paid('elsewhere', Date.now(), place);
  paid('old', Date.now() - 400 * 86_400_000);
  paid('month', Date.now() - 60 * 86_400_000);
  db.close();
});
afterAll(() => hub.close());

const costs = (query = '', more: Call = {}) => call(hub.url, `/api/admin/costs${query}`, more);
const ben = { headers: { 'x-diptych-user': 'ben' } };

describe('GET /api/admin/costs', () => {
  it('tells what the calls of this workspace cost, free ones as 0, with what failed', async () => {
    const { status, json } = await costs();
    const sum = { calls: 2, unknown_calls: 0, usd: 0 };
    const one = { ...sum, calls: 1 };
    expect(status).toBe(200);
    expect(json).toMatchObject({
      days: 30,
      total: sum,
      running_calls: 0,
      by_day: [{ day: json.to, ...sum }],
      by_model: [{ model: 'sample-basic', display_name: 'Sample', ...sum }],
      by_purpose: [{ purpose: 'image', ...sum }],
      by_person: [{ person: 'web:you', name: 'Host', ...sum }],
      unshown: { ...one, percent: null, by_outcome: [{ outcome: 'provider_error', ...one }] },
      card: { kind: 'private', heading: 'Provider costs · 30 days' },
    });
  });

  it('goes back as many days as are asked for', async () => {
    expect((await costs('?days=90')).json.total).toEqual({ calls: 3, unknown_calls: 0, usd: 5 });
    expect((await costs('?days=366')).json.total.calls).toBe(3);
    expect((await costs('?days=1')).json.total.calls).toBe(2);
  });

  it.each(['0', '367', '-1', 'abc', '1.5', '9'.repeat(300)])('refuses %s days', async (days) => {
    const { json } = await costs(`?days=${days}`);
    expect(json).toMatchObject({ status: 400, code: 'days_invalid' });
    expect(json.detail).toContain('a whole number from 1 to 366');
  });

  it('refuses whoever is no admin, at the press too, whatever days they ask for', async () => {
    for (const query of ['', '?days=7', '?days=nonsense']) {
      expect((await costs(query, ben)).json).toMatchObject({ status: 403, code: 'not_admin' });
    }
    const press = (days: number, more: Call = {}) =>
      call(hub.url, '/api/press', { body: { id: encodeAction({ type: 'costs', days }) }, ...more });
    expect((await press(7, ben)).json).toMatchObject({ status: 403, code: 'not_admin' });
    expect((await press(7)).json.card.heading).toBe('Provider costs · 7 days');
    expect((await press(999)).json).toMatchObject({ status: 400, code: 'days_invalid' });
  });

  it('is described', async () => {
    const { paths } = (await call(hub.url, '/api/openapi.json')).json;
    const [days] = paths['/api/admin/costs'].get.parameters;
    expect(days).toMatchObject({ name: 'days', required: false });
    expect(days.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 366, default: 30 });
  });
});
