import type { About } from './notes.ts';

/** One entry of a sidecar as it stands in the file; `where` is its line or number. */
export interface Entry {
  readonly where: string;
  readonly value: unknown;
  /** What is wrong with its form. */
  readonly wrong: string | null;
}

/** What a sidecar holds. */
export interface Entries {
  readonly entries: readonly Entry[];
  /** What it says of its folder's category or persona. */
  readonly about: About | null;
}
