import type { SideState } from '../domain/side.ts';

/** Time, passed in so that tests move it. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `ms`, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}

/** New ids: 20 characters of [0-9A-Za-z], sortable by time, at most 22 characters ever. */
export interface Ids {
  next(): string;
}

/** What the product tells its operator. Fields never hold secrets. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What the product counts for its operator. */
export interface Meter {
  /** A generation ended. */
  ended(state: SideState, provider: string): void;
  /** A provider's answer came after its generation had ended, and was dropped. */
  late(provider: string): void;
  /** Milliseconds from the provider's answer to the message that shows the image. */
  shown(ms: number): void;
  /** A message was given up. */
  undelivered(surface: string): void;
}

/** sha256 of a text or of bytes, in hex. Injected, because the core imports nothing. */
export type Digest = (data: string | Uint8Array) => string;
