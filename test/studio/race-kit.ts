import { expect, vi } from 'vitest';
import type { ErrorKind } from '../../src/core/domain/failure.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import { RESULT_VERSION } from '../../src/core/ports/render-queue.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { Hub, type HubOptions } from './hub.ts';

export const PROMPT = 'a Korean woman walking';

/** A hub with two models, so that there may be a race of two. */
export async function started(more: HubOptions = {}): Promise<Hub> {
  return new Hub({ slots: 8, ...more }).start();
}

/** The jobs of a side's newest race: of the model that was asked for, and of the other one. */
export function jobsOf(hub: Hub, pair: string, side: SideName) {
  const { id } = hub.newest(pair, side);
  const race = hub.store.races.of(id);
  if (race === undefined) throw new Error(`side ${side} does not race`);
  return race.candidates.map((one) => ({
    ...one,
    job: hub.queue.jobs.find(({ generationId }) => generationId === one.id),
  }));
}

export async function deliver(
  hub: Hub,
  pair: string,
  side: SideName,
  number: number,
  picture?: Uint8Array,
): Promise<void> {
  const job = jobsOf(hub, pair, side)[number - 1]?.job;
  if (job === undefined) throw new Error(`candidate ${number} of side ${side} has no job`);
  await hub.blobs.put(job.spec.outputKey, picture ?? (await aPicture()));
  hub.queue.deliver(job, { costUsd: 0.01 });
  await hub.settle();
}

export async function fail(
  hub: Hub,
  pair: string,
  side: SideName,
  number: number,
  kind: ErrorKind = 'network',
): Promise<void> {
  const job = jobsOf(hub, pair, side)[number - 1]?.job;
  if (job === undefined) throw new Error(`candidate ${number} of side ${side} has no job`);
  const failure = { kind, detail: `candidate ${number} failed` } as const;
  hub.queue.finish(job, { version: RESULT_VERSION, ok: false, failure, calls: [] });
  await hub.settle();
}

export const hasEnded = (hub: Hub, pair: string, side: SideName) =>
  vi.waitFor(() => expect(hub.newest(pair, side).endedAt).not.toBeNull(), PATIENT);
export const verdictOf = (hub: Hub, pair: string, side: SideName) =>
  hub.store.races.of(hub.newest(pair, side).id)?.verdict;

export async function details(hub: Hub, pair: string, side: SideName) {
  const reply = await hub.press({ type: 'details', generation: hub.newest(pair, side).id });
  if (reply.type !== 'card') throw new Error('no card');
  const { lines, thumbnails = [] } = reply.card;
  return {
    text: lines.map((line) => line.text).join('\n'),
    labels: thumbnails.map((t) => t.label),
  };
}
