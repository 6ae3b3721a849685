/** The result of one check. */
export interface Finding {
  /** The name of the check. */
  readonly what: string;
  /** What is wrong and what to do, in one sentence; null when all is well. */
  readonly wrong: string | null;
  readonly note: string;
}

export const ok = (what: string, note: string): Finding => ({ what, wrong: null, note });
export const bad = (what: string, wrong: string): Finding => ({ what, wrong, note: '' });
