import type { FoundNoun } from './noun-index.ts';

/** What the picture of a text without people is of. */
export type Subject = 'animal' | 'animals' | 'object' | 'scenery';

/** A subject, and the noun that names it; null where other words do. */
export interface NamedSubject {
  readonly subject: Subject;
  readonly noun: FoundNoun | null;
}

/** The subject that a noun names. `isMany`: other words say that there are several. */
export function subjectWith(noun: FoundNoun, isMany: boolean): NamedSubject {
  const { kind, many } = noun;
  if (kind === 'animal') return { subject: many || isMany ? 'animals' : 'animal', noun };
  return { subject: kind === 'food' ? 'object' : kind, noun };
}

/** What other words than a known noun say. */
export function unnamed(subject: Subject, noun: FoundNoun | null = null): NamedSubject {
  return { subject, noun };
}

/** Whether a token of a text ends a clause. */
export function isPunctuation(token: string): boolean {
  return /^[,.;:!?/\n]$/.test(token);
}
