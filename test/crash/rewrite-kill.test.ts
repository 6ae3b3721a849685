import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import type { TextReply } from '../fakes/vendor/texts.ts';
import { fillHome } from '../filled-home.ts';
import { PATIENT } from '../patient.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { call, type Answer } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';

const NEVER = new Promise<TextReply>(() => undefined);

describe('a hub that is killed while a safer wording is written', () => {
  let vendor: FakeGemini;
  let home: string;
  let env: Record<string, string>;
  let hub: HubProcess;
  beforeAll(async () => {
    vendor = await FakeGemini.start();
    home = await mkdtemp(join(tmpdir(), 'diptych-rewrite-'));
    await fillHome(home);
    const own = { DIPTYCH_HOME: home, PORT: '0', WITNESS: join(home, 'witness') };
    env = { ...own, ...settingsFor('gemini', vendor) };
    hub = await HubProcess.start(env);
  });
  afterAll(async () => {
    await hub.stop();
    await vendor.close();
    await rm(home, { recursive: true, force: true });
  });

  const press = async (type: 'rewrite' | 'rewrite_send', generation: string) => {
    const body = { id: encodeAction({ type, generation }) };
    const { status, json } = await call(hub.url, '/api/press', { body });
    expect(status).toBe(200);
    return json;
  };
  const sideA = async (pair: string): Promise<Answer['json']> => {
    const { json } = await call(hub.url, `/api/generation-status?batch_id=${pair}`);
    return json.sides.A;
  };
  const until = (pair: string, state: string) =>
    vi.waitFor(async () => {
      const side = await sideA(pair);
      expect(side.state).toBe(state);
      return String(side.generation);
    }, PATIENT);
  const textsOf = (reply: Answer['json']) =>
    reply.card.lines.map((line: { text: string }) => line.text).join('\n');

  /** Asks for a pair whose side A is refused. */
  async function blocked(): Promise<{ readonly pair: string; readonly a: string }> {
    const body = { prompt: 'a cat #block-a', model: 'Sample' };
    const { json } = await call(hub.url, '/api/generate', { body });
    return { pair: json.batch_id, a: await until(json.batch_id, 'blocked') };
  }

  function ledger(pair: string) {
    const db = openDatabase(join(home, 'diptych.db'));
    const calls = sqliteStore(db).calls.ofPair(pair);
    db.close();
    return calls.filter(({ purpose }) => purpose === 'rewrite').map(({ outcome }) => outcome);
  }

  it('pays once, says that the answer was lost, and lets the side be edited', async () => {
    const { pair, a } = await blocked();
    const before = vendor.texts.of('rewrite').length;
    vendor.texts.next('rewrite', NEVER);
    expect(await press('rewrite', a)).toHaveProperty('pending');
    await vi.waitFor(() => expect(vendor.texts.of('rewrite').length).toBe(before + 1), PATIENT);
    await hub.kill();
    expect(ledger(pair)).toEqual([null]);
    hub = await HubProcess.start(env);
    const after = await vi.waitFor(async () => {
      const reply = await press('rewrite', a);
      expect(reply).not.toHaveProperty('pending');
      return reply;
    }, PATIENT);
    expect(textsOf(after)).toContain('was asked before the bot restarted, and is not paid twice');
    expect(after.card.rows.flat().map((one: { label: string }) => one.label)).toEqual(['Edit…']);
    expect(vendor.texts.of('rewrite').length).toBe(before + 1);
    expect(ledger(pair)).toEqual(['dropped']);
  });

  it('has a wording that was there before, and sends it once', async () => {
    const { pair, a } = await blocked();
    const before = vendor.texts.of('rewrite').length;
    vendor.texts.next('rewrite', { value: { rewrite: 'a calm cat' } });
    await press('rewrite', a);
    await vi.waitFor(async () => {
      expect(textsOf(await press('rewrite', a))).toContain('a calm cat');
    }, PATIENT);
    await hub.kill();
    hub = await HubProcess.start(env);
    expect(textsOf(await press('rewrite', a))).toContain('a calm cat');
    await press('rewrite_send', a);
    await press('rewrite_send', a);
    const image = await until(pair, 'succeeded');
    expect(image).not.toBe(a);
    expect((await sideA(pair)).number).toBe(2);
    expect(vendor.texts.of('rewrite').length).toBe(before + 1);
    expect(ledger(pair)).toEqual(['answered']);
  });
});
