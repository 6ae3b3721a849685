import type { SideName } from '../../core/domain/side.ts';

/** What is to be said of a side: its state, and why, where or which file. */
export interface SideNews {
  readonly state: string;
  readonly more: readonly string[];
}

/** Tells how the sides of one or several pairs go on. */
export interface SideLines {
  /** Said again, it changes nothing. `pair` counts from 0. */
  show(pair: number, side: SideName, news: SideNews): void;
  /** A pair that was refused has no sides. */
  refused(pair: number, sentence: string): void;
  /** A sentence about none of the sides. */
  note(text: string): void;
  end(): void;
}

/** A stream that may be a terminal. */
export type MaybeTerminal = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** "A", and with several pairs "Pair 2 of 3 · A". */
export function labelOf(pair: number, pairs: number, side: SideName): string {
  return pairs === 1 ? side : `${pairLabel(pair, pairs)} · ${side}`;
}

export function pairLabel(pair: number, pairs: number): string {
  return `Pair ${pair + 1} of ${pairs}`;
}
