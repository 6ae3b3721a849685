import { z } from 'zod';
import type { Failure } from './failure.ts';

export const SIDES = ['A', 'B'] as const;
export type SideName = (typeof SIDES)[number];

export const SIDE_STATES = [
  'waiting',
  'running',
  'succeeded',
  'failed',
  'blocked',
  'timed_out',
  'cancelled',
] as const;
export type SideState = (typeof SIDE_STATES)[number];

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** A picture in the blob store. Width and height in pixels, size in bytes, read by decoding. */
export const imageSchema = z.object({
  key: z.string().min(1),
  type: z.enum(IMAGE_TYPES),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  /** In hex, of the bytes; absent for older images. */
  sha256: z.string().exactOptional(),
});
export type StoredImage = Readonly<z.infer<typeof imageSchema>>;

/** The newest attempt at a side. Times are milliseconds since the epoch. */
export interface Attempt {
  readonly id: string;
  readonly state: SideState;
  /** Past this, a waiting attempt ends as `queue_timeout`. */
  readonly waitDeadline: number;
  /** Set when dispatched; past this, a running attempt ends as `timeout`. */
  readonly runDeadline: number | null;
  readonly image: StoredImage | null;
  readonly failure: Failure | null;
  readonly endedAt: number | null;
}

/** The newest attempt at a side, or null before the first. */
export type Side = Attempt | null;

export type SideEvent =
  | { type: 'start'; id: string; at: number; waitMs: number }
  | { type: 'dispatched'; id: string; at: number; budgetMs: number }
  | { type: 'delivered'; id: string; at: number; image: StoredImage }
  | { type: 'failed'; id: string; at: number; failure: Failure }
  | { type: 'cancel'; id: string; at: number }
  | { type: 'tick'; id: string; at: number };

/** Whether an attempt in this state has not ended. */
export function isLive(state: SideState): boolean {
  return state === 'waiting' || state === 'running';
}

/**
 * The side after `event`, or undefined when the event changes nothing, such as an event for an older attempt or for
 * one that has ended. Pure and total.
 */
export function step(side: Side, event: SideEvent): Attempt | undefined {
  if (event.type === 'start') return start(side, event);
  if (side === null || side.id !== event.id || !isLive(side.state)) return undefined;
  return side.state === 'waiting' ? stepWaiting(side, event) : stepRunning(side, event);
}

type EventOf<T extends SideEvent['type']> = Extract<SideEvent, { type: T }>;
type LiveEvent = Exclude<SideEvent, { type: 'start' }>;

function start(side: Side, event: EventOf<'start'>): Attempt | undefined {
  if (side !== null && (isLive(side.state) || side.id === event.id)) return undefined;
  return {
    id: event.id,
    state: 'waiting',
    waitDeadline: event.at + event.waitMs,
    runDeadline: null,
    image: null,
    failure: null,
    endedAt: null,
  };
}

function stepWaiting(side: Attempt, event: LiveEvent): Attempt | undefined {
  switch (event.type) {
    case 'dispatched':
      if (event.at > side.waitDeadline) return queueTimeout(side, event.at);
      return { ...side, state: 'running', runDeadline: event.at + event.budgetMs };
    case 'cancel':
      return end(side, 'cancelled', event.at);
    case 'tick':
      return event.at > side.waitDeadline ? queueTimeout(side, event.at) : undefined;
    case 'delivered':
    case 'failed':
      return undefined;
  }
}

function stepRunning(side: Attempt, event: LiveEvent): Attempt | undefined {
  const late = side.runDeadline !== null && event.at > side.runDeadline;
  if (event.type === 'cancel') return end(side, 'cancelled', event.at);
  if (late) return runTimeout(side, event.at);
  switch (event.type) {
    case 'delivered':
      return { ...end(side, 'succeeded', event.at), image: event.image };
    case 'failed':
      return fail(side, event.failure, event.at);
    case 'dispatched':
    case 'tick':
      return undefined;
  }
}

function end(side: Attempt, state: SideState, at: number): Attempt {
  return { ...side, state, endedAt: at };
}

function fail(side: Attempt, failure: Failure, at: number): Attempt {
  return { ...end(side, stateOf(failure), at), failure };
}

function stateOf(failure: Failure): SideState {
  if (failure.kind === 'safety_block') return 'blocked';
  return failure.kind === 'timeout' || failure.kind === 'queue_timeout' ? 'timed_out' : 'failed';
}

function queueTimeout(side: Attempt, at: number): Attempt {
  return fail(side, { kind: 'queue_timeout', detail: 'no worker was free in time' }, at);
}

function runTimeout(side: Attempt, at: number): Attempt {
  return fail(side, { kind: 'timeout', detail: 'the time budget was used up' }, at);
}
