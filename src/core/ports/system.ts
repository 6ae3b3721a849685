import type { SurfaceName } from '../domain/person.ts';
import type { SideState } from '../domain/side.ts';

/** Time in milliseconds. Injected, so that tests control it. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `ms`, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}

/** New ids of [0-9A-Za-z], sortable by time: 20 characters now, and at most 22. */
export interface Ids {
  next(): string;
}

/** The log for the operator. Fields must not contain secrets. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Metrics for the operator. */
export interface Meter {
  /** A generation left the line. */
  started(provider: string): void;
  /** A generation ended. */
  ended(state: SideState, provider: string): void;
  /** A provider's answer came after its generation had ended, and was dropped. */
  late(provider: string): void;
  /** Milliseconds from the provider's answer to the message that shows the image. */
  shown(ms: number): void;
  /** Pairs of a request were accepted. */
  accepted(surface: SurfaceName, pairs: number): void;
  /** Milliseconds until a request for a pair was answered. */
  answered(surface: SurfaceName, ms: number): void;
  /** An edit had to wait, because the chat takes no more at once. */
  editLate(surface: SurfaceName): void;
  /** A message could not be delivered. */
  undelivered(surface: SurfaceName): void;
}

/** Metrics of the jobs that a process does. `outcome`: `image`, a kind of failure, or `aborted`. */
export interface RenderMeter {
  /** A provider answered a call after `ms`. */
  called(provider: string, outcome: string, ms: number): void;
  jobEnded(provider: string, outcome: string): void;
}

/** sha256 of a text or of bytes, in hex. Injected, because the core imports no platform. */
export type Digest = (data: string | Uint8Array) => string;
