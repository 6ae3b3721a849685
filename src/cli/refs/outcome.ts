/** A file that is not imported. `reason` is one of a few texts, by which the tally counts. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly detail: string | null;
}

/**
 * The result of one file. `updated`: the pool has its content, and now also what its sidecars say. `duplicate`: the pool
 * has its content. `removed`: it had it until it was removed.
 */
export type Outcome =
  | { readonly kind: 'added' }
  | { readonly kind: 'updated' | 'duplicate' | 'removed'; readonly why: string }
  | Refused;

export function refused(reason: string, detail: string | null = null): Refused {
  return { kind: 'refused', reason, detail };
}

/** Why a file was not added, in words; empty when it was. */
export function whyOf(outcome: Outcome): string {
  if (outcome.kind === 'added') return '';
  if (outcome.kind !== 'refused') return outcome.why;
  return outcome.detail === null ? outcome.reason : `${outcome.reason}: ${outcome.detail}`;
}

/** The code of a system error, such as EACCES; the message of any other. */
export function codeOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
