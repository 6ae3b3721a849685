import { join } from 'node:path';
import { rename } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended, runHub } from './hub.ts';

/** A hub, and another program on its database. */
async function beside() {
  const hub = await runHub();
  const other = openDatabase(join(hub.home, 'diptych.db'));
  onTestFinished(async () => {
    other.close();
    await hub.close();
  });
  return {
    ...hub,
    hold: () => void other.exec('BEGIN IMMEDIATE'),
    free: () => void other.exec('COMMIT'),
  };
}

describe('a hub whose database another program holds', () => {
  it('lives, and does what was asked when it is free', async () => {
    const { url, hold, free } = await beside();
    hold();
    let answered = false;
    const asked = call(url, '/api/generate', { body: { prompt: 'a cat' } }).then((answer) => {
      answered = true;
      return answer;
    });
    const health = await call(url, '/healthz');
    expect([health.status, answered]).toEqual([200, false]);
    expect((await call(url, '/api/diptych?word=help')).status).toBe(200);
    free();
    const { status, json } = await asked;
    expect(status).toBe(202);
    expect((await ended(url, json.batch_id)).sides).toMatchObject({
      A: { state: 'succeeded' },
      B: { state: 'succeeded' },
    });
  });

  it('says so to who asks for something, and has done none of it', async () => {
    const { url, hold, free } = await beside();
    hold();
    const refused = await call(url, '/api/generate', { body: { prompt: 'a cat' } });
    expect([refused.status, refused.json.code]).toEqual([503, 'storage_busy']);
    free();
    const { json } = await call(url, '/api/messages');
    expect(JSON.stringify(json)).not.toContain('a cat');
    await ended(url, await ask(url, 'a dog'));
  });
});

describe('a hub whose database is taken away', () => {
  it('is not ready and takes no requests, until the file is back', async () => {
    const { url, home } = await beside();
    const path = join(home, 'diptych.db');
    expect((await call(url, '/readyz')).json).toEqual({ status: 'ready' });
    await rename(path, `${path}.away`);
    const refused = await call(url, '/api/generate', { body: { prompt: 'a cat' } });
    expect([refused.status, refused.json.code]).toEqual([503, 'storage_gone']);
    const detail =
      'the database file was moved, replaced or deleted: stop the hub, put it back, start again';
    expect((await call(url, '/readyz')).json).toEqual({ status: 'not ready', detail });
    expect((await call(url, '/healthz')).status).toBe(200);
    await rename(`${path}.away`, path);
    const isReady = async () => expect((await call(url, '/readyz')).status).toBe(200);
    await vi.waitFor(isReady, PATIENT);
    await ended(url, await ask(url, 'a dog'));
  });
});
