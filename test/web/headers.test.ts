import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startHub } from '../../src/hub.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { isHubRunning } from '../../src/storage/locks.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { tempFolder } from '../temp-folder.ts';
import { call, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

/** What an event stream says first, and its headers. */
async function hello(path: string, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await fetch(`${hub.url}${path}`, { headers, signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? '\n\n';
  stop.abort();
  const [, id] = /^id: (\d+)$/m.exec(text) ?? [];
  return { id: Number(id), headers: response.headers };
}

describe('the event stream', () => {
  it('goes on after the last event that a browser saw, else after what is asked for', async () => {
    expect((await hello('/api/events?since=0')).id).toBe(0);
    expect((await hello('/api/events?since=1', { 'last-event-id': '0' })).id).toBe(0);
    expect((await hello('/api/events?since=0', { 'last-event-id': '' })).id).toBe(0);
  });

  it('begins now where nothing, or nothing of ours, is said', async () => {
    const { seq } = (await call(hub.url, '/api/messages')).json;
    expect(seq).toBeGreaterThan(0);
    for (const since of ['', '-1', 'x', '1e3', '0x0', '999999999999999', '9'.repeat(400)]) {
      expect((await hello(`/api/events?since=${since}`)).id).toBe(seq);
      expect((await hello('/api/events?since=0', { 'last-event-id': since || '?' })).id).toBe(seq);
    }
  });

  it('is held back by nobody on the way', async () => {
    const { headers } = await hello('/api/events');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
  });
});

describe('the chat’s messages', () => {
  it('come fifty at a time, and say whether there are more', async () => {
    const db = openDatabase(join(hub.home, 'diptych.db'));
    const messages = webMessageRows(db);
    const here = messages.page('general', null, 100).length;
    const card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] } as const;
    const post = (n: number) => {
      const [id, nonce] = [`zz${String(n).padStart(3, '0')}`, `fill-${n}`];
      messages.post({ id, channel: 'general', nonce, replyTo: null, card, at: 1 });
    };
    const page = async (query = '') => (await call(hub.url, `/api/messages${query}`)).json;
    for (let n = here; n < 50; n += 1) post(n);
    expect(await page()).toMatchObject({ more: false, messages: { length: 50 } });
    post(50);
    db.close();
    const newest = await page();
    expect(newest).toMatchObject({ more: true, messages: { length: 50 } });
    expect(newest.messages.at(-1)?.id).toBe('zz050');
    expect(newest.seq).toBe(newest.messages.at(-1)?.seq);
    const older = await page(`?before=${newest.messages[0].id}`);
    expect(older).toMatchObject({ more: false, messages: { length: 1 } });
  });
});

describe('what a browser keeps', () => {
  it('is a reference for an hour, by nobody between, with its own type', async () => {
    const db = openDatabase(join(hub.home, 'diptych.db'));
    const [reference] = sqliteStore(db).pool.available('tone');
    db.close();
    const key = (reference?.key ?? '').split('/').map(encodeURIComponent).join('/');
    const answer = await call(hub.url, `/references/${key}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('private, max-age=3600');
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('is the page’s modules only as long as they are asked about each time', async () => {
    const answer = await call(hub.url, '/app/bots/web/page/main.ts');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await call(hub.url, '/favicon.ico')).status).toBe(204);
    expect((await call(hub.url, '/app/config.ts')).status).toBe(404);
    expect((await call(hub.url, '/app/core/side.ts')).status).toBe(404);
  });
});

describe('a hub’s data folder', () => {
  it('has a secret that only its user may read', () => {
    expect((statSync(join(hub.home, 'link.secret')).mode & 0o777).toString(8)).toBe('600');
  });

  it('is free again when a hub cannot start', async () => {
    const home = await tempFolder();
    const { port } = new URL(hub.url);
    const config = loadConfig({ DIPTYCH_HOME: home, PORT: port });
    const signal = new AbortController().signal;
    const start = startHub(config, { log: new SilentLog(), signal });
    await expect(start).rejects.toThrow(`Port ${port} is in use`);
    expect(isHubRunning(home)).toBe(false);
    expect(isHubRunning(hub.home)).toBe(true);
  });
});
