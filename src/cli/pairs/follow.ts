import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { StatusJson } from '../../bots/web/status.ts';
import { SIDES, type SideName } from '../../core/domain/side.ts';
import type { HubClient } from '../hub-client.ts';
import type { Patience } from '../patience.ts';
import { writeNew } from './new-files.ts';
import type { SideLines } from './side-lines.ts';

/** Milliseconds between two polls of a pair. */
const POLL_MS = 250;
const LIVE = new Set(['planning', 'waiting', 'running']);

/** A pair that is polled until both sides end. */
export interface Followed {
  readonly id: string;
  /** Among the pairs of this run, from 0. */
  readonly index: number;
  readonly folder: string;
  /** The number in its images' names; a taken one goes up. */
  readonly number: number;
  /** The files of the images that were saved. */
  readonly files: Map<SideName, string>;
  last: StatusJson | null;
}

export interface Following {
  readonly client: HubClient;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly lines: SideLines;
}

/** Polls a pair until both sides have ended, tells how they go on, and saves their images. */
export async function follow(pair: Followed, following: Following): Promise<void> {
  const { client, patience, signal, lines } = following;
  await mkdir(pair.folder, { recursive: true });
  for (;;) {
    signal.throwIfAborted();
    const status = await patience.ask(() => client.status(pair.id));
    pair.last = status;
    if (status.state === 'refused') return lines.refused(pair.index, status.refusal ?? '');
    for (const side of SIDES) {
      await patience.ask(() => saveImage(pair, side, status.sides[side], client));
      lines.show(pair.index, side, newsOf(status.sides[side], pair.files.get(side)));
    }
    if (!LIVE.has(status.side_a_state) && !LIVE.has(status.side_b_state)) return;
    await pause(POLL_MS, undefined, { signal });
  }
}

type SideJson = StatusJson['sides'][SideName];

async function saveImage(
  { folder, number, files }: Followed,
  side: SideName,
  { image }: SideJson,
  client: HubClient,
): Promise<void> {
  if (image === null || files.has(side)) return;
  const ending = image.url.split('.').at(-1) ?? 'png';
  const bytes = await client.image(image.url);
  files.set(side, await writeNew(folder, { stem: side, ending, from: number }, bytes));
}

function newsOf({ state, error, place }: SideJson, file: string | undefined) {
  const inLine = place === null ? undefined : `place ${place} in line`;
  const more = [inLine, error?.sentence, file].filter((part) => part !== undefined);
  return { state, more };
}
