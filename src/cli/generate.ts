import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StatusJson } from '../bots/web/status.ts';
import { loadConfig, type Env } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { ATTACHMENT_LIMITS } from '../core/domain/picture-limits.ts';
import { SIDES, type SideName } from '../core/domain/side.ts';
import { faultError } from '../core/plan/check-attachments.ts';
import { say } from '../core/words/words.ts';
import { HubClient } from './hub-client.ts';
import { Patience } from './patience.ts';
import { STOPPED } from './stopping.ts';

/** Options that the hub takes under the same names. */
type HubOption =
  | 'tier'
  | 'model'
  | 'size'
  | 'angle'
  | 'lens'
  | 'persona'
  | 'category'
  | 'experiment'
  | 'versus'
  | 'count';

export interface GenerateFlags extends Readonly<Partial<Record<HubOption, string>>> {
  readonly out: string;
  readonly json?: boolean;
  readonly url?: string;
  readonly reference?: readonly string[];
  readonly toneRatio?: string;
  readonly angleRatio?: string;
}

/** Milliseconds between two polls of a pair. */
const POLL_MS = 250;
/** Milliseconds that a hub may take to come back, such as for a restart. */
const AWAY_MS = 120_000;
const LIVE = new Set(['planning', 'waiting', 'running']);

export interface GenerateWorld {
  /** Stops waiting for the images. The hub goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for a hub that goes away. */
  readonly awayMs?: number;
}

/** A pair that is polled until both sides end. */
interface Followed {
  readonly id: string;
  readonly folder: string;
  /** The last line printed of each side. */
  readonly printed: Map<SideName, string>;
  /** The files of the images that were saved. */
  readonly files: Map<SideName, string>;
  last: StatusJson | null;
}

/**
 * Requests pairs from a hub, names them, polls them, and saves each image when it is ready. Waits for a hub that goes away, and
 * picks the same pairs up again. Resolves with the exit code: 0 when every side has its image, else 1; 130 when `signal` aborts.
 * Throws a `StartupError`.
 */
export async function generate(
  prompt: string,
  flags: GenerateFlags,
  env: Env,
  out: (text: string) => void,
  { signal = new AbortController().signal, awayMs = AWAY_MS }: GenerateWorld = {},
): Promise<number> {
  const { out: folder, json = false, url, reference = [], toneRatio, angleRatio, ...same } = flags;
  const print = json ? () => undefined : out;
  // With --json the output holds nothing else.
  const note = json ? (text: string) => void process.stderr.write(`${text}\n`) : out;
  const client = clientFor(url, env);
  const references = await uploads(client, reference);
  const options = { prompt, ...same, tone_ratio: toneRatio, angle_ratio: angleRatio, references };
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const patience = new Patience({ awayMs, signal: stop, note });
  const key = randomUUID();
  // A request that may have arrived is sent again: the hub accepts its key once.
  const ids = await patience.ask(
    () => client.generate(options, key),
    ({ reached }) => reached,
  );
  note(`Accepted: ${ids.join(', ')}`);
  const pairs = followedIn(folder, ids);
  try {
    await Promise.all(pairs.map((pair) => follow(pair, { client, patience, signal: stop, print })));
  } catch (cause) {
    const later = `The hub keeps ${ids.join(', ')}: see the web chat, or ${ids.map((id) => client.statusUrl(id)).join(' , ')}`;
    if (signal.aborted) {
      note(`Stopped waiting. ${later}`);
      return STOPPED;
    }
    if (!(cause instanceof StartupError)) throw cause;
    throw new StartupError(`${cause.message} ${later}`, { cause });
  } finally {
    // When one pair cannot be followed, the others are not either.
    over.abort();
  }
  const report = JSON.stringify({ prompt, pairs: pairs.map(reportOf) }, null, 2);
  const path = join(folder, 'diptych.json');
  await writeFile(path, `${report}\n`);
  out(json ? report : `What was done: ${path}`);
  return pairs.every(({ files }) => files.size === SIDES.length) ? 0 : 1;
}

/** Each pair with the folder of its images: one of its own when there are several. */
function followedIn(folder: string, ids: readonly string[]): readonly Followed[] {
  return ids.map((id, index) => {
    const own = ids.length === 1 ? folder : join(folder, String(index + 1));
    return { id, folder: own, printed: new Map(), files: new Map(), last: null };
  });
}

function clientFor(url: string | undefined, env: Env): HubClient {
  const { host, port, apiToken } = loadConfig(env).web;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const configured = `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  return new HubClient((url ?? configured).replace(/\/+$/, ''), apiToken);
}

async function uploads(client: HubClient, files: readonly string[]) {
  const { maxBytes } = ATTACHMENT_LIMITS;
  // All before the first is sent: a file that is refused costs nothing.
  for (const file of files) {
    const { size } = await readable(file, stat(file));
    if (size > maxBytes) throw new StartupError(say(faultError(basename(file), 'too_large'), 'en'));
  }
  const sent = [];
  for (const file of files) {
    sent.push(await client.upload(basename(file), await readable(file, readFile(file))));
  }
  return sent;
}

async function readable<T>(file: string, work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    throw new StartupError(`${file} cannot be read.`, { cause });
  });
}

interface Following {
  readonly client: HubClient;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
}

async function follow(pair: Followed, { client, patience, signal, print }: Following) {
  await mkdir(pair.folder, { recursive: true });
  for (;;) {
    signal.throwIfAborted();
    const status = await patience.ask(() => client.status(pair.id));
    pair.last = status;
    if (status.state === 'refused') return print(`Refused: ${status.refusal ?? ''}`);
    for (const side of SIDES) {
      const text = await patience.ask(() => sideText(pair, side, status.sides[side], client));
      if (pair.printed.get(side) === text) continue;
      pair.printed.set(side, text);
      print(text);
    }
    if (!LIVE.has(status.side_a_state) && !LIVE.has(status.side_b_state)) return;
    await pause(POLL_MS, undefined, { signal });
  }
}

/** One line about a side. Saves its image first when it is new. */
async function sideText(
  { folder, files }: Followed,
  side: SideName,
  { state, image, error, place }: StatusJson['sides'][SideName],
  client: HubClient,
): Promise<string> {
  if (image !== null && !files.has(side)) {
    const file = join(folder, `${side}.${image.url.split('.').at(-1) ?? 'png'}`);
    await writeFile(file, await client.image(image.url));
    files.set(side, file);
  }
  const inLine = place === null ? null : `place ${place} in line`;
  const parts = [`${side} ${state}`, inLine, error?.sentence, files.get(side)];
  return parts.filter((part) => part !== null && part !== undefined).join(' · ');
}

function reportOf({ id, last, files }: Followed) {
  return {
    batch_id: id,
    state: last?.state ?? null,
    refusal: last?.refusal ?? null,
    sides: SIDES.map((side) => ({ side, file: files.get(side) ?? null, ...last?.sides[side] })),
  };
}
