import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadConfig, type Env } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { ATTACHMENT_LIMITS } from '../core/domain/picture-limits.ts';
import { SIDES } from '../core/domain/side.ts';
import { faultError } from '../core/plan/check-attachments.ts';
import { say } from '../core/words/words.ts';
import { HubClient } from './hub-client.ts';
import { follow } from './pairs/follow.ts';
import { linesFor, silentLines } from './pairs/lines-for.ts';
import { requireWritable } from './pairs/new-files.ts';
import { openRun } from './pairs/run.ts';
import type { MaybeTerminal } from './pairs/side-lines.ts';
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

/** Milliseconds that a hub may take to come back, such as for a restart. */
const AWAY_MS = 120_000;

export interface GenerateWorld {
  /** Stops waiting for the images. The hub goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for a hub that goes away. */
  readonly awayMs?: number;
  /** Where the output is shown, when that may be a terminal. */
  readonly terminal?: MaybeTerminal;
}

/**
 * Requests pairs from a hub, names them, polls them, and saves each image when it is ready, never over another file. Waits for a
 * hub that goes away, and picks the same pairs up again. Resolves with the exit code: 0 when every side has its image, else 1;
 * 130 when `signal` aborts. Throws a `StartupError`.
 */
export async function generate(
  prompt: string,
  flags: GenerateFlags,
  env: Env,
  out: (text: string) => void,
  world: GenerateWorld = {},
): Promise<number> {
  const { signal = new AbortController().signal, awayMs = AWAY_MS, terminal } = world;
  const { out: folder, json = false, url, reference = [], toneRatio, angleRatio, ...same } = flags;
  await requireWritable(folder);
  // With --json the output holds nothing else.
  const note = json ? (text: string) => void process.stderr.write(`${text}\n`) : out;
  const client = clientFor(url, env);
  const references = await uploads(client, reference);
  const options = { prompt, ...same, tone_ratio: toneRatio, angle_ratio: angleRatio, references };
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  let tell = note;
  const patience = new Patience({ awayMs, signal: stop, note: (text) => tell(text) });
  const key = randomUUID();
  // A request that may have arrived is sent again: the hub accepts its key once.
  const ids = await patience.ask(
    () => client.generate(options, key),
    ({ reached }) => reached,
  );
  note(`Accepted: ${ids.join(', ')}`);
  const run = await openRun(folder, prompt, ids);
  const lines = json ? silentLines(note) : linesFor(ids.length, out, terminal);
  tell = (text) => lines.note(text);
  const following = { client, patience, signal: stop, lines };
  const ending = Promise.all(run.pairs.map((pair) => follow(pair, following)));
  const fault = await ending.then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  // When one pair cannot be followed, the others are not either.
  over.abort();
  lines.end();
  await run.save();
  if (fault === undefined) {
    out(json ? run.report() : `What was done: ${run.reportPath}`);
    return run.pairs.every(({ files }) => files.size === SIDES.length) ? 0 : 1;
  }
  const later = `The hub keeps ${ids.join(', ')}: see the web chat, or ${ids.map((id) => client.statusUrl(id)).join(' , ')}`;
  if (signal.aborted) {
    note(`Stopped waiting. ${later}`);
    return STOPPED;
  }
  if (!(fault.cause instanceof StartupError)) throw fault.cause;
  throw new StartupError(`${fault.cause.message} ${later}`, { cause: fault.cause });
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
