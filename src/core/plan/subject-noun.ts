import type { FoundNoun } from './noun-index.ts';

/** What the picture of a text without people is of. */
export type Subject = 'animal' | 'animals' | 'object' | 'scenery';

/** The subject that a noun names. `isMany`: other words say that there are several. */
export function subjectWith({ kind, many }: FoundNoun, isMany: boolean): Subject {
  if (kind === 'animal') return many || isMany ? 'animals' : 'animal';
  return kind === 'food' ? 'object' : kind;
}

/** Whether a token of a text ends a clause. */
export function isPunctuation(token: string): boolean {
  return /^[,.;:!?/\n]$/.test(token);
}
