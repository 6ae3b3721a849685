/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** Null when all is well. */
  readonly wrong: string | null;
  readonly note: string;
}

/** All is well. */
export const ok = (what: string, note: string): Finding => ({ what, wrong: null, note });

/** Something is wrong: in one sentence what, and what to do. */
export const bad = (what: string, wrong: string): Finding => ({ what, wrong, note: '' });
