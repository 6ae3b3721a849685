import type { Person } from './person.ts';
import type { Category, Persona, Reference, ReferenceKind } from './reference.ts';

/** `model` is a persona, in the words of blob keys and of the database; `angle` is for the angle images of a category. */
export const TARGET_KINDS = ['tone', 'angle', 'model'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** A category, for its tones or its angle images, or a persona of the pool. */
export interface Target {
  readonly kind: TargetKind;
  readonly slug: string;
  readonly displayName: string;
}

/** A target with its number of references, and of images promoted to it. */
export interface PoolTarget extends Target {
  readonly references: number;
  readonly promotions: number;
}

/** The pool at a moment, without what was removed. */
export interface PoolSnapshot {
  readonly categories: readonly Category[];
  readonly personas: readonly Persona[];
  readonly tones: readonly Reference[];
  readonly angles: readonly Reference[];
  readonly people: readonly Reference[];
}

export type ReferenceSource = 'starter' | 'import' | 'promotion';

/** How a reference came into the pool. Milliseconds since the epoch. */
export interface Added {
  readonly at: number;
  readonly by: Person;
  readonly source: ReferenceSource;
  /** The sha256 of the file that came, in hex, when the stored picture was made of it and differs. */
  readonly originalSha256?: string;
}

/** How people judged the images that were made with a reference. */
export interface Helped {
  /** Images made with it. */
  readonly uses: number;
  readonly likes: number;
  readonly dislikes: number;
  /** Votes that such images won, and those they lost, to the other side or as "both bad". */
  readonly won: number;
  readonly lost: number;
}

/** A reference, its origin, its removal and its effect. */
export interface PoolEntry {
  readonly reference: Reference;
  /** The display name of its category or persona. */
  readonly targetName: string;
  readonly added: Added;
  /** Null while new plans may use it. */
  readonly removed: { readonly at: number; readonly byName: string } | null;
  /** When its blob was deleted. */
  readonly purgedAt: number | null;
  /** The image it was promoted from. */
  readonly generationId: string | null;
  readonly helped: Helped;
}

/** Which references to list: those that match every given property. */
export interface PoolFilter {
  readonly kind?: ReferenceKind;
  /** Slugs. A category has tones and angles. */
  readonly category?: string;
  readonly persona?: string;
  /** Only removed references, instead of only the others. */
  readonly removed?: boolean;
}

/** An image that was copied into the pool. */
export interface Promotion {
  readonly id: string;
  readonly generationId: string;
  readonly referenceId: string;
  readonly target: Target;
  readonly by: Person;
  readonly at: number;
  /** False once the reference was removed from the pool. */
  readonly inPool: boolean;
}

/** A target that a person picked for an image and has not confirmed yet. */
export interface PromotionDraft {
  readonly id: string;
  readonly generationId: string;
  readonly personId: string;
  readonly target: Target;
  readonly at: number;
}
