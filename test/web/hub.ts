import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/config.ts';
import { type Hub, startHub } from '../../src/hub.ts';
import type { Clock } from '../../src/core/ports/system.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { fillHome } from '../filled-home.ts';
import { usualSeeds } from '../seeds.ts';

export interface RunningHub extends Hub {
  readonly config: Config;
  readonly log: SilentLog;
  readonly home: string;
  /** Stops the hub and leaves its data folder. */
  readonly stopKeepingHome: () => Promise<void>;
  /** Stops the hub, does `between`, and starts it again at the same address. */
  readonly restart: (between: () => Promise<void>) => Promise<Hub>;
  /** Starts it anew on the same data with other settings, or with another clock. */
  readonly restartWith: (env: Readonly<Record<string, string>>, clock?: Clock) => Promise<Hub>;
}

/**
 * A real hub on a free port, with a data folder of its own that goes with it. The folder comes filled, as a
 * first start leaves it, unless the settings name another folder or keep the images elsewhere.
 */
export async function runHub(
  env: Readonly<Record<string, string>> = {},
  clock?: Clock,
): Promise<RunningHub> {
  const home = await mkdtemp(join(tmpdir(), 'diptych-hub-'));
  const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0', ...env });
  if (config.home === home && config.s3 === null) await fillHome(home);
  const log = new SilentLog();
  const world = {
    log,
    signal: new AbortController().signal,
    seed: usualSeeds(),
    ...(clock && { clock }),
  };
  let hub = await startHub(config, world);
  const { url } = hub;
  return {
    url,
    discordInvite: hub.discordInvite,
    slackWorkspace: hub.slackWorkspace,
    defaultModel: hub.defaultModel,
    defaultProvider: hub.defaultProvider,
    config,
    log,
    home,
    working: () => hub.working(),
    drain: () => hub.drain(),
    stopKeepingHome: () => hub.close(),
    restart: async (between) => {
      await hub.close();
      await between();
      hub = await startHub(
        { ...config, web: { ...config.web, port: Number(new URL(url).port) } },
        world,
      );
      return hub;
    },
    restartWith: async (more, other) => {
      await hub.close();
      const changed = loadConfig({ DIPTYCH_HOME: home, PORT: '0', ...env, ...more });
      hub = await startHub(changed, { ...world, ...(other && { clock: other }) });
      return hub;
    },
    close: async () => {
      await hub.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers freely
  readonly json: any;
}

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, with any header there is, Host included. */
export function call(url: string, path: string, more: Call = {}): Promise<Answer> {
  const { method = more.body === undefined ? 'GET' : 'POST', body, headers } = more;
  const data = dataOf(body);
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers: { ...json, ...headers } }, (got) => {
      const chunks: Buffer[] = [];
      got.on('data', (chunk: Buffer) => chunks.push(chunk));
      got.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: got.statusCode ?? 0,
          headers: got.headers,
          text,
          json: parsed(text),
        });
      });
    });
    sent.on('error', reject);
    sent.end(data);
  });
}

/** Texts and bytes go as they are, all else as JSON. */
function dataOf(body: unknown): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return body === undefined ? '' : JSON.stringify(body);
}

/** Sends an image ahead. */
export function upload(
  url: string,
  name: string,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return call(url, `/api/references?name=${encodeURIComponent(name)}`, {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A pair's status once both sides have ended and their messages stand. */
export async function ended(url: string, id: string, headers = {}): Promise<Answer['json']> {
  for (;;) {
    const { json } = await call(url, `/api/generation-status?batch_id=${id}`, { headers });
    const live = ['planning', 'waiting', 'running'];
    if (json.state === 'refused') return json;
    const over = ({ state, message_id: message }: Answer['json']) =>
      !live.includes(state) && message !== null;
    if (over(json.sides.A) && over(json.sides.B)) return json;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Asks for a pair. Its id. */
export async function ask(url: string, prompt: string, more: object = {}): Promise<string> {
  const { json } = await call(url, '/api/generate', { body: { prompt, ...more } });
  return json.batch_id;
}
