import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { besideHub } from '../other-writer.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { ask, call, ended, runHub, upload } from './hub.ts';

/** A hub with a pair whose side A is shown and whose side B takes four seconds more. */
async function halfDone() {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const { url } = hub;
  const pair = await ask(url, 'a cat #slow-b');
  const status = async () => (await call(url, `/api/generation-status?batch_id=${pair}`)).json;
  await vi.waitFor(async () => expect((await status()).sides.A.message_id).not.toBeNull(), PATIENT);
  return { hub, url, pair, status };
}

it('while another process holds the database, all that writes is refused, and all else goes on', async () => {
  const { hub, url, pair, status } = await halfDone();
  const { A } = (await status()).sides;
  const press = encodeAction({ type: 'delete_confirm', generation: A.generation });
  const free = await besideHub(hub.home);
  const bodies = {
    '/api/generate': { prompt: 'a dog' },
    '/api/generate-side': { batch_id: pair, side: 'A' },
    '/api/press': { id: press },
    '/api/reactions': { message_id: A.message_id, emoji: '🔥' },
    '/api/feedback': { generation: A.generation, rating: 5 },
  };
  let refusals = 0;
  const headers = { 'idempotency-key': 'once' };
  const writes = [
    ...Object.entries(bodies).map(([path, body]) => call(url, path, { body, headers })),
    upload(url, 'a.png', await aPicture()),
  ].map((sent) => sent.finally(() => (refusals += 1)));
  const events = await fetch(`${url}/api/events?since=0`);
  const reader = events.body?.getReader();
  onTestFinished(() => reader?.cancel());
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: hello');
  const reads = [
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/messages',
    '/api/history',
    '/api/credits',
  ];
  for (const path of reads) expect([path, (await call(url, path)).status]).toEqual([path, 200]);
  expect(refusals).toBe(0);
  const refused = (await Promise.all(writes)).map(({ status: code, json }) => [code, json.code]);
  expect(refused).toEqual(writes.map(() => [503, 'storage_busy']));
  await free();
  const { json } = await call(url, '/api/messages');
  expect(JSON.stringify(json)).not.toMatch(/a dog|🔥/);
  expect((await ended(url, pair)).sides.A).toMatchObject({ generation: A.generation, number: 1 });
  const again = { body: bodies['/api/generate'], headers };
  expect((await call(url, '/api/generate', again)).status).toBe(202);
});

it('an image that is made while another process holds the database is stored, shown and paid for once, later', async () => {
  const { hub, url, pair, status } = await halfDone();
  const free = await besideHub(hub.home);
  await vi.waitFor(() => {
    expect(hub.log.errors).toContain('a result is not stored yet; it is tried every second');
  }, PATIENT);
  expect((await status()).side_b_state).toBe('running');
  await free();
  const { sides } = await ended(url, pair);
  expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
  const { messages } = (await call(url, '/api/messages')).json;
  const cards: { kind: string }[] = messages.map((one: { card: { kind: string } }) => one.card);
  expect(cards.filter(({ kind }) => kind === 'image')).toHaveLength(2);
  expect(cards.filter((card) => JSON.stringify(card).includes('Which is better?'))).toHaveLength(1);
  const db = openDatabase(join(hub.home, 'diptych.db'));
  onTestFinished(() => void db.close());
  const { calls } = sqliteStore(db);
  for (const side of [sides.A, sides.B]) {
    expect(calls.of(side.generation)).toMatchObject([{ purpose: 'image', outcome: 'image' }]);
  }
});
