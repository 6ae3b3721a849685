import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fillHome } from '../filled-home.ts';
import type { Generation, PairView } from '../../src/core/domain/pair.ts';
import { randomFrom } from '../../src/core/base/random.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { isLive } from '../../src/core/domain/side.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import type { WebMessage } from '../../src/bots/web/web-messages.ts';
import { call } from '../web/hub.ts';
import { PATIENT } from '../patient.ts';
import { HubProcess } from './hub-process.ts';
import { crashSeed } from './seed.ts';

const KILLS = 36;
/** So many when chance, or a slow machine, brings too little. */
const MOST_KILLS = 3 * KILLS;
/** Nothing is given up for its time. */
const UNHURRIED = { SIDE_BUDGET_MS: '300000', PROVIDER_TIMEOUT_MS: '270000' };
/** The longest life, in times that its start took: a slow machine does as much in it. */
const LIFE = 1.5;
const PROMPTS = [
  'a woman walking',
  'a cat #slow-b',
  'a market #fail-a',
  'a street #block-b',
  'a tree #late-a',
  'a lake #hang-b',
];
/** The endings that no chance may keep from being looked at: a picture, and a failure. */
const SURE = ['a woman walking', 'a market #fail-a'] as const;
const seed = crashSeed();
const random = randomFrom(seed);
const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];

let home: string;
let env: Record<string, string>;
const accepted: string[] = [];
/** Milliseconds that a hub takes to start here. */
let startMs = 0;

/** Images, failures, and work that a kill cut off. */
function hasSeenEnough(): boolean {
  const kinds = new Set(read().generations.map((one) => one.failure?.kind ?? one.state));
  const isSeen = (['succeeded', 'worker_lost', 'provider_error'] as const).every((kind) =>
    kinds.has(kind),
  );
  return isSeen && accepted.length > KILLS / 2;
}

/** Asks for pairs and presses buttons, as people do, until the process is gone. */
async function useIt(url: string): Promise<void> {
  const prompt = pick(PROMPTS) ?? '';
  const asked = await call(url, '/api/generate', { body: { prompt } });
  if (asked.status === 202) accepted.push(asked.json.batch_id);
  const { messages } = (await call(url, '/api/messages')).json;
  const ids: string[] = messages
    .flatMap((one: { card: { rows: { id: string }[][] } }) => one.card.rows.flat())
    .map((one: { id: string }) => one.id)
    .filter((id: string) => !id.includes('example'));
  for (let press = 0; press < 4; press += 1) {
    const id = pick(ids);
    if (id !== undefined) await call(url, '/api/press', { body: { id } });
  }
}

async function lifeAndDeath(): Promise<void> {
  const hub = await HubProcess.start(env);
  // What the killed process no longer answers is what this is about.
  const using = useIt(hub.url).catch(() => undefined);
  await pause(20 + LIFE * hub.startMs * random() ** 1.5);
  await hub.kill();
  await using;
}

interface Remains {
  readonly store: Store;
  readonly views: readonly PairView[];
  readonly generations: readonly Generation[];
  readonly messages: readonly WebMessage[];
  readonly calls: readonly string[];
}
let remains: Remains;

async function untilQuiet(url: string): Promise<void> {
  const history = (await call(url, '/api/history')).json.pairs;
  const stored = history.map((pair: { batch_id: string }) => pair.batch_id);
  for (const id of [...accepted, ...stored]) {
    for (;;) {
      const { json } = await call(url, `/api/generation-status?batch_id=${id}`);
      const sides = [json.side_a_state, json.side_b_state];
      if (!sides.some((state) => ['planning', 'waiting', 'running'].includes(state))) break;
      await pause(100);
    }
  }
  // The last messages follow their rows.
  while (isUnshown()) await pause(50);
}

function isUnshown(): boolean {
  const db = openDatabase(join(home, 'diptych.db'));
  const unshown = sqliteStore(db).pairs.unshown();
  db.close();
  return unshown.length > 0;
}

beforeAll(async () => {
  process.stdout.write(`crash test: CRASH_SEED=${seed}\n`);
  home = await mkdtemp(join(tmpdir(), 'diptych-crash-'));
  await fillHome(home);
  env = {
    DIPTYCH_HOME: home,
    PORT: '0',
    WITNESS: join(home, 'witness'),
    SIDE_BUDGET_MS: '8000',
    PROVIDER_TIMEOUT_MS: '4000',
    LOG_LEVEL: 'error',
  };
  const first = await HubProcess.start(env);
  const db = openDatabase(join(home, 'diptych.db'));
  sqliteStore(db).models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 10_000 });
  db.close();
  await first.kill();
  for (let kill = 0; kill < KILLS || (kill < MOST_KILLS && !hasSeenEnough()); kill += 1) {
    await lifeAndDeath();
  }
  const last = await HubProcess.start(env);
  ({ startMs } = last);
  await untilQuiet(last.url);
  for (const prompt of SURE) {
    const { json } = await call(last.url, '/api/generate', { body: { prompt } });
    accepted.push(json.batch_id);
  }
  await untilQuiet(last.url);
  expect(await last.stop()).toBe(0);
  remains = read();
});
afterAll(() => rm(home, { recursive: true, force: true }));

function read(): Remains {
  const db = openDatabase(join(home, 'diptych.db'));
  const store = sqliteStore(db);
  // More than were answered for: a kill may come between storing and answering.
  const views = store.pairs.history('web:you', 'web', null, 100_000);
  return {
    store,
    views,
    generations: views.flatMap((view) => view.generations),
    messages: webMessageRows(db).page('general', null, 100_000),
    calls: existsSync(env.WITNESS ?? '')
      ? readFileSync(env.WITNESS ?? '', 'utf8')
          .trim()
          .split('\n')
      : [],
  };
}

describe(`after at least ${KILLS} kills at random moments`, () => {
  it('the test itself has seen enough: images, failures, and work that a kill cut off', () => {
    expect(accepted.length).toBeGreaterThan(KILLS / 2);
    const kinds = new Set(remains.generations.map((one) => one.failure?.kind ?? one.state));
    for (const kind of ['succeeded', 'worker_lost', 'provider_error']) {
      expect([...kinds]).toContain(kind);
    }
  });

  it('no accepted pair is lost', () => {
    const stored = remains.views.map((view) => view.pair.id);
    expect(stored).toEqual(expect.arrayContaining(accepted));
    expect(remains.views.filter((view) => view.pair.state !== 'planned')).toEqual([]);
    expect(remains.views.filter((view) => view.generations.length < 2)).toEqual([]);
  });

  it('nothing spins for ever', () => {
    expect(remains.generations.filter((one) => isLive(one.state))).toEqual([]);
    const spinning = remains.messages.filter((one) =>
      one.card?.lines.some((line) => line.text.includes('making the image')),
    );
    expect(spinning).toEqual([]);
  });

  it('no provider was called twice for one generation, nor without a row that says so', () => {
    expect(new Set(remains.calls).size).toBe(remains.calls.length);
    for (const key of remains.calls) {
      const id = key.split('/').at(-1)?.split('.')[0] ?? '';
      expect(remains.store.calls.of(id)).toHaveLength(1);
    }
  });

  it('every image is posted once, with its own picture, and every ending has its card', () => {
    for (const one of remains.generations) {
      const own = remains.messages.filter((message) => message.nonce === one.id);
      expect(own).toHaveLength(one.deletedAt === null ? 1 : 0);
      if (one.image && own[0]) expect(own[0].card?.image?.key).toBe(one.spec.outputKey);
    }
    for (const { pair } of remains.views) {
      expect(remains.messages.filter((message) => message.nonce === pair.id)).toHaveLength(1);
    }
  });

  it('every image that was not deleted is whole', async () => {
    const blobs = new FileBlobs(join(home, 'blobs'));
    const images = new SharpImages();
    const limits = { maxBytes: 99_000_000, maxPixels: 99_000_000, maxSide: 9_000 };
    for (const { image, deletedAt } of remains.generations) {
      if (image === null || deletedAt !== null) continue;
      const bytes = await blobs.get(image.key);
      expect(bytes?.length).toBe(image.bytes);
      expect(await images.inspect(bytes ?? new Uint8Array(), limits)).toMatchObject({
        width: image.width,
      });
    }
  });

  it('one credit a delivered side and recipe, no more', () => {
    const delivered = remains.generations.filter((one) => one.deliveredAt !== null);
    const recipes = new Set(delivered.map((one) => one.pairId + one.side + one.recipeHash));
    expect(remains.store.credits.spent('web:you', 0)).toBe(recipes.size);
    expect(remains.store.credits.inFlight('web:you')).toBe(0);
  });

  it('at most one generation of a number a side, in order, none before the one before had ended', () => {
    for (const view of remains.views) {
      for (const side of ['A', 'B']) {
        const own = view.generations.filter((one) => one.side === side);
        expect(own.map((one) => one.number)).toEqual(own.map((_, index) => index + 1));
        for (const [index, one] of own.entries()) {
          const before = own[index - 1];
          if (before) expect(before.endedAt).toBeLessThanOrEqual(one.createdAt);
        }
      }
    }
  });
});

describe('the very first start', () => {
  it('may be killed at any moment, and the next one makes up for it', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'diptych-first-'));
    const first = { ...env, DIPTYCH_HOME: fresh };
    for (let kill = 0; kill < 6; kill += 1) {
      await HubProcess.startAndKill(first, 1.5 * startMs * random());
    }
    const hub = await HubProcess.start(first);
    const { json } = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
    for (;;) {
      const status = await call(hub.url, `/api/generation-status?batch_id=${json.batch_id}`);
      if (status.json.side_a_state === 'succeeded') break;
      await pause(50);
    }
    await hub.kill();
    await rm(fresh, { recursive: true, force: true });
  });
});

describe('a stop', () => {
  it('in the middle of work is clean, and the work is accounted for by the next hub', async () => {
    // A stop waits for what runs, so that this must end by itself.
    const short = { PROVIDER_TIMEOUT_MS: '10000' };
    const first = await HubProcess.start({ ...env, ...UNHURRIED, ...short });
    const asked = await call(first.url, '/api/generate', {
      body: { prompt: 'a cat #hang-a #hang-b' },
    });
    const status = `/api/generation-status?batch_id=${asked.json.batch_id}`;
    await vi.waitFor(async () => {
      const { json } = await call(first.url, status);
      expect([json.side_a_state, json.side_b_state]).toEqual(['running', 'running']);
    }, PATIENT);
    expect(await first.stop()).toBe(0);
    const second = await HubProcess.start(env);
    const { json } = await call(second.url, status);
    expect([json.last_error_kind, json.retry_available]).toEqual(['timeout', true]);
    await second.kill();
  });

  it('is needed before a second hub: that one says that it waits, and starts afterwards', async () => {
    const first = await HubProcess.start(env);
    let said = '';
    let isUp = false;
    const listen = (text: string) => {
      said += text;
    };
    const second = HubProcess.start({ ...env, LOG_LEVEL: 'warn' }, listen).then((hub) => {
      isUp = true;
      return hub;
    });
    await vi.waitFor(() => expect(said).toContain('another hub runs on this folder'), PATIENT);
    expect(isUp).toBe(false);
    expect(await first.stop()).toBe(0);
    await (await second).kill();
  });
});
