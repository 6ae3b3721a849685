import type { StatusJson } from '../../status.ts';

/** A pair of one's own, in short. */
export type HistoryEntry = Pick<StatusJson, 'batch_id' | 'sides'> & {
  readonly prompt: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message_id: string | null;
};

/** One's own pairs, as they are looked through; null while they are not. */
export interface History {
  /** The words that are searched for. */
  readonly words: string;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where the hub goes on; null at the end. */
  readonly next: string | null;
  readonly loading: boolean;
  /** Why the hub gave none, in words. */
  readonly refusal: string | null;
}

/** What is of one day of the person's own clock. */
export interface Day<T> {
  /** Midnight of it, milliseconds since 1970. */
  readonly at: number;
  readonly entries: readonly T[];
}

/** By days, in their order. */
export function daysOf<T extends { readonly at: number }>(
  entries: readonly T[],
): readonly Day<T>[] {
  const days = Map.groupBy(entries, ({ at }) => new Date(at).setHours(0, 0, 0, 0));
  return [...days].map(([at, found]) => ({ at, entries: found }));
}
