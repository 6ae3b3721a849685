import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { PATIENT } from '../patient.ts';
import { tempFolder } from '../temp-folder.ts';
import { aPair, inBoth } from '../values.ts';
import { ask, call, ended, runHub } from '../web/hub.ts';

const PLANNING = 'planning-then';
const CLASSIFICATION = 'classification-then';

const statusOf = async (url: string, id: string) =>
  (await call(url, `/api/generation-status?batch_id=${id}`)).json;

/** A backup of a running hub, which has one image under way and no room for others; `out` has what a restore of it says. */
async function backedUp() {
  const hub = await runHub({ WORKER_CONCURRENCY: '1' });
  onTestFinished(() => hub.close());
  const failed = await ask(hub.url, 'a cat #fail-b');
  await ended(hub.url, failed);
  const started = await ask(hub.url, 'a dog #hang-a');
  const waiting = await ask(hub.url, 'a tree');
  await vi.waitFor(async () => {
    const states = [await statusOf(hub.url, started), await statusOf(hub.url, waiting)];
    expect(states.map(({ sides }) => [sides.A.state, sides.B.state])).toEqual([
      ['running', 'waiting'],
      ['waiting', 'waiting'],
    ]);
  }, PATIENT);
  const folder = join(await tempFolder(), 'backup');
  await backUp(folder, { DIPTYCH_HOME: hub.home }, () => undefined);
  return { folder, failed, started, waiting };
}

/** Adds to a backup what a hub has for a moment only: a pair in planning, its open call, and an act that is due. */
function addMoments(folder: string, pairId: string): void {
  const db = openDatabase(join(folder, 'diptych.db'));
  const store = sqliteStore(db);
  const view = store.pairs.view(pairId);
  const generation = view?.generations.find(({ failure }) => failure !== null);
  if (view === undefined || generation === undefined) throw new Error('the pair did not fail');
  const { asker, place, request } = view.pair;
  const pair = aPair({ id: PLANNING, asker, place, request, state: 'planning', plan: null });
  store.pairs.insert(pair, [], null);
  store.calls.begin(
    {
      id: CLASSIFICATION,
      purpose: 'classification',
      pairId: PLANNING,
      generationId: null,
      provider: 'openai',
      modelId: 'gpt',
    },
    pair.createdAt,
  );
  store.acts.plan({
    generationId: generation.id,
    pairId,
    side: 'B',
    kind: 'auto_retry',
    number: 1,
    total: 1,
    modelId: null,
    by: asker,
    plannedAt: pair.createdAt,
    dueAt: pair.createdAt,
    state: 'planned',
    why: null,
  });
  db.pragma('journal_mode = DELETE');
  db.close();
}

interface Row {
  readonly id: string;
  readonly outcome: string | null;
  readonly cost: number | null;
}

function ledgerOf(folder: string): readonly Row[] {
  const db = new Database(join(folder, 'diptych.db'), { readonly: true });
  const rows = db.prepare<[], Row>('SELECT id, outcome, cost_usd AS cost FROM provider_calls');
  const all = rows.all();
  db.close();
  return all;
}

describe('diptych restore of a backup with unfinished pairs', () => {
  it('calls nobody: each ends truthfully, and a person may retry it', async () => {
    const { folder, failed, started, waiting } = await backedUp();
    addMoments(folder, failed);
    const before = ledgerOf(folder);
    const open = before.filter(({ outcome }) => outcome === null).map(({ id }) => id);
    expect(open).toHaveLength(2);
    const home = await tempFolder();
    const said: string[] = [];
    await restore(folder, { DIPTYCH_HOME: home }, (text) => said.push(text));
    expect(said.at(-1)).toContain(
      'Unfinished at the time of the backup, and ended as lost: 4 sides with Retry, 1 request.',
    );
    const hub = await runHub({ DIPTYCH_HOME: home });
    onTestFinished(() => hub.close());
    const { url } = hub;

    for (const id of [started, waiting]) {
      const { sides } = await ended(url, id);
      for (const side of [sides.A, sides.B]) {
        expect([side.state, side.error.kind]).toEqual(['failed', 'worker_lost']);
      }
      expect(await statusOf(url, id)).toMatchObject({ retry_available: true });
    }
    expect(await statusOf(url, PLANNING)).toMatchObject({ state: 'refused' });
    expect(await statusOf(url, failed)).toMatchObject({
      side_a_state: 'succeeded',
      side_b_state: 'failed',
    });
    const after = ledgerOf(home);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const closed = after.filter(({ id }) => open.includes(id));
    expect(closed.map(({ outcome, cost }) => [outcome, cost])).toEqual(
      open.map(() => ['worker_lost', null]),
    );
    expect(await retried(url, waiting)).toMatchObject({ number: 2, state: 'succeeded' });
  });

  it('says of a request and of an act why they do not go on', async () => {
    const { folder, failed } = await backedUp();
    addMoments(folder, failed);
    const home = await tempFolder();
    await restore(folder, { DIPTYCH_HOME: home }, () => undefined);
    const db = openDatabase(join(home, 'diptych.db'));
    onTestFinished(() => void db.close());
    const store = sqliteStore(db);
    const { en, ko } = store.pairs.get(PLANNING)?.refusal ?? inBoth('');
    expect([en, ko]).toEqual([
      expect.stringContaining('restored from a backup'),
      expect.stringContaining('백업에서'),
    ]);
    const [act] = store.pairs.view(failed)?.acts ?? [];
    expect(act).toMatchObject({ state: 'dropped' });
    expect(act?.why?.en).toContain('restored from a backup');
    expect(store.acts.due(Number.MAX_SAFE_INTEGER)).toEqual([]);
  });
});

/** Presses Retry of side A. Its newest run, ended. */
async function retried(url: string, id: string) {
  const { sides } = await statusOf(url, id);
  const { messages } = (await call(url, '/api/messages')).json;
  const message = messages.find((one: { id: string }) => one.id === sides.A.message_id);
  const buttons: { id: string; label: string }[] = message.card.rows.flat();
  const retry = buttons.find(({ label }) => label === 'Retry');
  expect((await call(url, '/api/press', { body: { id: retry?.id } })).status).toBe(200);
  return (await ended(url, id)).sides.A;
}
