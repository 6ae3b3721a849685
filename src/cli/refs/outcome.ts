import { cleanName } from '../../core/domain/names.ts';

/** A file that will not come into the pool. `reason` is one of a few, by which they are counted. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly detail: string | null;
}

/** What became of one file. */
export type Outcome =
  | { readonly kind: 'added' }
  /** The pool holds its content, or held it until somebody removed it. */
  | { readonly kind: 'duplicate' | 'removed'; readonly why: string }
  | Refused;

export function refused(reason: string, detail: string | null = null): Refused {
  return { kind: 'refused', reason, detail };
}

/** Why a file was not added, in words; empty when it was. */
export function whyOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'added':
      return '';
    case 'refused':
      return outcome.detail === null ? outcome.reason : `${outcome.reason}: ${outcome.detail}`;
    default:
      return outcome.why;
  }
}

/** The system's name for a failure, such as EACCES, or what it said. */
export function codeOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}

/** A file's name for a terminal: nothing in it moves the cursor or turns text around. */
export function printable(text: string): string {
  return cleanName(text);
}
