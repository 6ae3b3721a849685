import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import type { PairView } from '../../src/core/domain/pair.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { PATIENT } from '../patient.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { ask, call, ended } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import { crashSeed } from './seed.ts';

const KILLS = 6;
/** Milliseconds in which a side fails, waits for its retry and is retried. */
const ACT_MS = 5_000;

const seed = crashSeed();
const random = randomFrom(seed);

describe(`automatic retries, while the hub is killed ${KILLS} times`, () => {
  let home: string;
  let openai: FakeOpenAi;
  let hub: HubProcess;
  const pairs: string[] = [];
  let views: readonly PairView[];

  beforeAll(async () => {
    process.stdout.write(`kills of automatic retries: CRASH_SEED=${seed}\n`);
    home = await mkdtemp(join(tmpdir(), 'diptych-acts-'));
    openai = await FakeOpenAi.start();
    const env = {
      DIPTYCH_HOME: home,
      PORT: '0',
      TEXT_MODEL: 'rules',
      ...settingsFor('openai', openai),
    };
    hub = await HubProcess.start(env, undefined, 'all');
    await call(hub.url, '/api/press', { body: { id: '1:setting:auto_retries:3' } });
    openai.end('server_error');
    for (let round = 0; round < KILLS; round += 1) {
      pairs.push(await ask(hub.url, `a lamp ${round}`));
      await pause(ACT_MS * random());
      await hub.kill();
      hub = await HubProcess.start(env, undefined, 'all');
    }
    openai.end(null);
    await atRest(hub.url);
    await hub.stop();
    const db = openDatabase(join(home, 'diptych.db'));
    const { pairs: stored } = sqliteStore(db);
    views = pairs.flatMap((id) => stored.view(id) ?? []);
    db.close();
  });
  afterAll(async () => {
    await openai.close();
    await rm(home, { recursive: true, force: true });
  });

  /** Resolves when no side runs and no act waits. */
  async function atRest(url: string): Promise<void> {
    for (const id of pairs) {
      await vi.waitFor(async () => {
        const { sides } = await ended(url, id);
        expect([sides.A.planned, sides.B.planned]).toEqual([null, null]);
      }, PATIENT);
    }
  }

  const generations = () => views.flatMap((view) => view.generations);

  it('has killed in between, and retried', () => {
    expect(views).toHaveLength(KILLS);
    expect(generations().filter((one) => one.origin === 'auto_retry').length).toBeGreaterThan(0);
  });

  it('leaves nothing that waits or runs', () => {
    expect(views.flatMap(({ acts }) => acts).filter((one) => one.state === 'planned')).toEqual([]);
    const live = generations().filter(({ state }) => state === 'waiting' || state === 'running');
    expect(live).toEqual([]);
  });

  it('acts on no ending twice, and no more often than the setting says', () => {
    const from = generations().flatMap((one) => one.fromId ?? []);
    expect(new Set(from).size).toBe(from.length);
    for (const { generations: all } of views) {
      for (const side of ['A', 'B'] as const) {
        const own = all.filter((one) => one.side === side && one.origin === 'auto_retry');
        expect(own.length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('calls the provider at most once for each generation', () => {
    expect(openai.calls.length).toBeLessThanOrEqual(generations().length);
  });
});
