import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StatusJson } from '../bots/web/status.ts';
import { loadConfig } from '../config.ts';
import { SIDES, type SideName } from '../core/domain/side.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { HubClient } from './hub-client.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface GenerateFlags {
  readonly out: string;
  readonly json?: boolean;
  readonly url?: string;
  readonly reference?: readonly string[];
  readonly tier?: string;
  readonly model?: string;
  readonly size?: string;
  readonly angle?: string;
  readonly lens?: string;
  readonly persona?: string;
  readonly category?: string;
  readonly toneRatio?: string;
  readonly angleRatio?: string;
  readonly experiment?: string;
  readonly versus?: string;
  readonly count?: string;
}

/** Milliseconds between two looks. */
const LOOK_MS = 250;
const LIVE = new Set(['planning', 'waiting', 'running']);

/** One pair being followed: its last state, and what was saved of it. */
interface Followed {
  readonly id: string;
  readonly folder: string;
  readonly told: Map<SideName, string>;
  readonly files: Map<SideName, string>;
  last: StatusJson | null;
}

/**
 * Asks a hub for pairs, follows them, and saves each image as it comes. The exit code: 0 when every side
 * has its image. Throws a `StartupError` with a sentence.
 */
export async function generate(
  prompt: string,
  flags: GenerateFlags,
  env: Env,
  out: (text: string) => void,
): Promise<number> {
  const tell = flags.json === true ? () => undefined : out;
  const client = clientFor(flags, env);
  const ids = await client.generate(
    { ...options(prompt, flags), references: await uploads(client, flags.reference ?? []) },
    randomUUID(),
  );
  const pairs = ids.map((id, index) =>
    followed(id, flags.out, ids.length === 1 ? null : index + 1),
  );
  await Promise.all(pairs.map((pair) => follow(pair, client, tell)));
  const report = { prompt, pairs: pairs.map(reportOf) };
  const path = join(flags.out, 'diptych.json');
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  if (flags.json === true) out(JSON.stringify(report, null, 2));
  else out(`What was done: ${path}`);
  const whole = pairs.every((pair) => SIDES.every((side) => pair.files.has(side)));
  return whole ? 0 : 1;
}

function clientFor(flags: GenerateFlags, env: Env): HubClient {
  const { host, port, apiToken } = loadConfig(env).web;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = flags.url ?? `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  return new HubClient(url.replace(/\/+$/, ''), apiToken);
}

function options(prompt: string, flags: GenerateFlags) {
  const { tier, model, size, angle, lens, persona, category, experiment, versus, count } = flags;
  return {
    prompt,
    tier,
    model,
    size,
    angle,
    lens,
    persona,
    category,
    experiment,
    versus,
    count,
    tone_ratio: flags.toneRatio,
    angle_ratio: flags.angleRatio,
  };
}

async function uploads(client: HubClient, files: readonly string[]) {
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file).catch((cause: unknown) => {
        throw new StartupError(`${file} cannot be read.`, { cause });
      });
      return client.upload(basename(file), bytes);
    }),
  );
}

function followed(id: string, out: string, number: number | null): Followed {
  const folder = number === null ? out : join(out, String(number));
  return { id, folder, told: new Map(), files: new Map(), last: null };
}

async function follow(pair: Followed, client: HubClient, tell: (text: string) => void) {
  await mkdir(pair.folder, { recursive: true });
  for (;;) {
    const status = await client.status(pair.id);
    pair.last = status;
    if (status.state === 'refused') return tell(`Refused: ${status.refusal ?? ''}`);
    for (const side of SIDES) await look(pair, side, status, client, tell);
    if (!LIVE.has(status.side_a_state) && !LIVE.has(status.side_b_state)) return;
    await pause(LOOK_MS);
  }
}

async function look(
  pair: Followed,
  side: SideName,
  status: StatusJson,
  client: HubClient,
  tell: (text: string) => void,
): Promise<void> {
  const { state, image, error, place } = status.sides[side];
  if (image !== null && !pair.files.has(side)) {
    const ending = image.url.split('.').at(-1) ?? 'png';
    const file = join(pair.folder, `${side}.${ending}`);
    await writeFile(file, await client.image(image.url));
    pair.files.set(side, file);
  }
  const text = [
    `${side} ${state}`,
    place === null ? null : `place ${place} in line`,
    error?.sentence ?? null,
    pair.files.get(side) ?? null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
  if (pair.told.get(side) === text) return;
  pair.told.set(side, text);
  tell(text);
}

function reportOf({ id, last, files }: Followed) {
  return {
    batch_id: id,
    state: last?.state ?? null,
    refusal: last?.refusal ?? null,
    sides: SIDES.map((side) => ({ side, file: files.get(side) ?? null, ...last?.sides[side] })),
  };
}
