import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { fillHome } from '../filled-home.ts';
import { PATIENT } from '../patient.ts';
import { aPrefix, RedisServer } from '../redis/redis-server.ts';
import { call } from '../web/hub.ts';
import { HubProcess, type ProcessRole } from './hub-process.ts';

type Env = Readonly<Record<string, string>>;

interface FleetOptions {
  /** Settings of all its processes. */
  readonly env?: Env;
  /** A Redis that others use too; else it has its own. */
  readonly redis?: RedisServer;
}

/** A hub and workers in processes of their own, over a Redis and a shared folder. */
export class Fleet {
  readonly redis: RedisServer;
  readonly home: string;
  readonly prefix = aPrefix();
  readonly env: Env;
  readonly #hasOwnRedis: boolean;
  readonly #processes: HubProcess[] = [];
  /** What all processes said. */
  said = '';

  private constructor(redis: RedisServer, home: string, options: FleetOptions) {
    this.redis = redis;
    this.home = home;
    this.#hasOwnRedis = options.redis === undefined;
    this.env = {
      DIPTYCH_HOME: home,
      PORT: '0',
      REDIS_URL: redis.url,
      REDIS_PREFIX: this.prefix,
      BLOBS_SHARED: 'true',
      WITNESS: join(home, 'witness'),
      ...options.env,
    };
  }

  static async open(options: FleetOptions = {}): Promise<Fleet> {
    const home = await mkdtemp(join(tmpdir(), 'diptych-fleet-'));
    await fillHome(home);
    return new Fleet(options.redis ?? (await RedisServer.start()), home, options);
  }

  async start(role: ProcessRole, more: Env = {}): Promise<HubProcess> {
    const onText = (text: string) => {
      this.said += text;
    };
    const started = await HubProcess.start({ ...this.env, ...more }, onText, role);
    this.#processes.push(started);
    return started;
  }

  /** Outputs of all calls of the image provider, in order. */
  get calls(): readonly string[] {
    return linesOf(join(this.home, 'witness'));
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((one) => one.kill()));
    if (this.#hasOwnRedis) await this.redis.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** The whole lines of a file; none when there is no file. */
export function linesOf(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** What a hub answers about one pair. */
export class AskedPair {
  readonly id: string;
  readonly #url: string;

  private constructor(url: string, id: string) {
    this.#url = url;
    this.id = id;
  }

  static async ask(url: string, prompt: string): Promise<AskedPair> {
    const asked = await call(url, '/api/generate', { body: { prompt } });
    expect(asked.status, asked.text).toBe(202);
    return new AskedPair(url, asked.json.batch_id);
  }

  /** The same pair at a hub that was started again. */
  at(url: string): AskedPair {
    return new AskedPair(url, this.id);
  }

  async side(side: 'A' | 'B') {
    const { json } = await call(this.#url, `/api/generation-status?batch_id=${this.id}`);
    return json.sides[side];
  }

  async until(side: 'A' | 'B', state: string): Promise<void> {
    await vi.waitFor(async () => {
      const now = await this.side(side);
      expect(now.state, JSON.stringify(now.error)).toBe(state);
    }, PATIENT);
  }
}

/** Presses a side's button of this kind. */
export async function pressOf(
  url: string,
  type: 'cancel' | 'retry',
  generation: string,
): Promise<void> {
  const pressed = await call(url, '/api/press', {
    body: { id: encodeAction({ type, generation }) },
  });
  expect(pressed.status, pressed.text).toBe(200);
}

/** Waits until the hub knows of so many slots, by what it says at /readyz. */
export async function untilReady(url: string, faults: RegExp | null): Promise<void> {
  await vi.waitFor(async () => {
    const { json } = await call(url, '/readyz');
    if (faults === null) expect(json).toEqual({ status: 'ready' });
    else expect(JSON.stringify(json.faults)).toMatch(faults);
  }, PATIENT);
}
