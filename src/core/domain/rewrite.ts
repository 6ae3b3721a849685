import type { Person } from './person.ts';
import type { PlanFallback } from './spec.ts';

/**
 * `asked`: a text model is asked, or its answer was lost. `ready`: nobody has decided about the wording yet. `edited`: somebody
 * changed it, and ran that.
 */
export const REWRITE_STATES = ['asked', 'ready', 'failed', 'sent', 'edited', 'discarded'] as const;
export type RewriteState = (typeof REWRITE_STATES)[number];

/** A safer wording of the prompt of a blocked generation. Times are milliseconds since the epoch. */
export interface Rewrite {
  readonly generationId: string;
  readonly state: RewriteState;
  readonly original: string;
  /** Null while there is none, and when the text model gave none. */
  readonly rewritten: string | null;
  /** The text model's name; null until one was asked. */
  readonly madeBy: string | null;
  /** Why there is no wording; `resting`: nobody was asked. */
  readonly why: PlanFallback | null;
  /** The same in the vendor's words or ours. */
  readonly detail: string | null;
  /** Who asked for it. */
  readonly by: Person;
  /** A setting of the workspace asked for it, in that person's name. */
  readonly bySetting: boolean;
  readonly askedAt: number;
  /** When it became what it is now; null while it is asked for. */
  readonly settledAt: number | null;
  /** The generation that ran it, or what somebody made of it. */
  readonly resultId: string | null;
}

/** Whether a generation ran a safer wording as it was written. */
export function ranWording({ origin }: { readonly origin: string }): boolean {
  return origin === 'rewrite' || origin === 'auto_rewrite';
}
