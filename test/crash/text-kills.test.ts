import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import type { TextReply } from '../fakes/vendor/texts.ts';
import { PATIENT } from '../patient.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { call } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import { withStore } from './pool-crash-kit.ts';

const HELD = new Promise<TextReply>(() => undefined);
const PLAN = {
  category: 'd(beauty)',
  tone_ratio: '75',
  angle_ratio: '100',
  intent_person: false,
  scene: 'object',
  location: null,
  pictures_show_person: null,
};

/** A hub in a process of its own that asks a strict Gemini in this one. */
describe('a hub that is killed while a text model is asked', () => {
  let gemini: FakeGemini;
  let home: string;
  let hub: HubProcess;
  const start = async () => {
    hub = await HubProcess.start({
      DIPTYCH_HOME: home,
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...settingsFor('gemini', gemini),
    });
  };
  beforeAll(async () => {
    gemini = await FakeGemini.start();
  });
  afterAll(() => gemini.close());
  beforeEach(async () => {
    gemini.texts.calm();
    gemini.texts.calls.length = 0;
    home = await mkdtemp(join(tmpdir(), 'diptych-text-'));
    await start();
  });
  afterEach(async () => {
    await hub.kill();
    await rm(home, { recursive: true, force: true });
  });

  const ask = async (prompt: string): Promise<string> => {
    const { status, json } = await call(hub.url, '/api/generate', { body: { prompt } });
    expect(status).toBe(202);
    return json.batch_id;
  };
  const ended = (pair: string) =>
    vi.waitFor(async () => {
      const { json } = await call(hub.url, `/api/generation-status?batch_id=${pair}`);
      expect([json.side_a_state, json.side_b_state]).toEqual(['succeeded', 'succeeded']);
    }, PATIENT);
  const asked = (purpose: 'classification' | 'judge', count: number) =>
    vi.waitFor(() => expect(gemini.texts.of(purpose)).toHaveLength(count), PATIENT);
  /** Images of the pair that stand in the chat. */
  const imagesOf = async (pair: string): Promise<number> => {
    const { messages } = (await call(hub.url, '/api/messages')).json;
    const generations = withStore(home, (store) => store.pairs.view(pair)?.generations ?? []);
    const ids = new Set(generations.map(({ id }) => id));
    return messages.filter(
      (one: { card: { image?: { url: string } } }) =>
        one.card.image !== undefined &&
        ids.has(one.card.image.url.split('/').at(-1)?.split('.')[0] ?? ''),
    ).length;
  };

  it('for a plan pays for it once: the rules plan the pair, and its call is in the ledger', async () => {
    gemini.texts.always('classification', HELD);
    const pair = await ask('a brass lamp');
    await asked('classification', 1);
    await hub.kill();
    await start();
    await ended(pair);
    expect(gemini.texts.of('classification')).toHaveLength(1);
    const [plan, calls] = withStore(home, (store) => [
      store.pairs.get(pair)?.plan,
      store.calls.ofPair(pair).filter(({ purpose }) => purpose === 'classification'),
    ]);
    expect(plan).toMatchObject({ madeBy: 'rules', fallback: { why: 'asked_before' } });
    expect(calls).toMatchObject([{ outcome: 'dropped', costUsd: null }]);
    expect(await imagesOf(pair)).toBe(2);
  });

  it('for a plan, and had its answer, uses it', async () => {
    gemini.texts.always('classification', { value: PLAN });
    await ended(await ask('a brass lamp'));
    await hub.kill();
    await start();
    const again = await ask('a brass lamp');
    await ended(again);
    expect(gemini.texts.of('classification')).toHaveLength(1);
    const plan = withStore(home, (store) => store.pairs.get(again)?.plan);
    expect(plan).toMatchObject({ cached: true, category: 'd(beauty)' });
  });

  it('for a verdict pays for it once a side: the model that was asked for wins, and each image stands once', async () => {
    gemini.texts.always('classification', { value: PLAN });
    gemini.texts.always('judge', HELD);
    const pair = await ask('a Korean lamp');
    await asked('judge', 2);
    await hub.kill();
    await start();
    await ended(pair);
    expect(gemini.texts.of('judge')).toHaveLength(2);
    const races = withStore(home, (store) => store.pairs.view(pair)?.races ?? []);
    expect(races.map(({ verdict }) => verdict?.rule)).toEqual([
      'judge_asked_before',
      'judge_asked_before',
    ]);
    await vi.waitFor(async () => expect(await imagesOf(pair)).toBe(2), PATIENT);
    const paid = withStore(home, (store) => store.calls.ofPair(pair));
    expect(paid.filter(({ purpose }) => purpose === 'image')).toHaveLength(4);
    expect(paid.filter(({ purpose }) => purpose === 'judge')).toHaveLength(2);
  });
});
