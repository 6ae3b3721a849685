import type { Person } from './person.ts';
import type { Reference, ReferenceKind } from './reference.ts';

/** What a reference of the pool is for: a tone category or a persona, by its slug. */
export interface Target {
  readonly kind: 'tone' | 'model';
  readonly slug: string;
  readonly displayName: string;
}

/** A target with how much is in it, and how often images were promoted to it. */
export interface PoolTarget extends Target {
  readonly references: number;
  readonly promotions: number;
}

export type ReferenceSource = 'starter' | 'import' | 'promotion';

/** How a reference came into the pool. Milliseconds since the epoch. */
export interface Added {
  readonly at: number;
  readonly by: Person;
  readonly source: ReferenceSource;
}

/** What came of the images that were made with a reference. */
export interface Helped {
  /** Images made with it. */
  readonly uses: number;
  readonly likes: number;
  readonly dislikes: number;
  /** Votes that such an image won; that it lost, to the other side or as "both bad". */
  readonly won: number;
  readonly lost: number;
}

/** A reference with its whole story. */
export interface PoolEntry {
  readonly reference: Reference;
  /** The display name of its category or persona. */
  readonly targetName: string;
  readonly added: Added;
  /** Null as long as new plans may use it. */
  readonly removed: { readonly at: number; readonly byName: string } | null;
  /** When its blob was deleted. */
  readonly purgedAt: number | null;
  /** The image it was promoted from. */
  readonly generationId: string | null;
  readonly helped: Helped;
}

/** What to list of the pool; what is left out does not narrow it. */
export interface PoolFilter {
  readonly kind?: ReferenceKind;
  /** Slugs. A category has tones and angles. */
  readonly category?: string;
  readonly persona?: string;
  /** Removed ones instead of those that stand. */
  readonly removed?: boolean;
}

/** An image that was copied into the pool, and where it stands now. */
export interface Promotion {
  readonly id: string;
  readonly generationId: string;
  readonly referenceId: string;
  readonly target: Target;
  readonly by: Person;
  readonly at: number;
  /** False once the reference was removed from the pool. */
  readonly stands: boolean;
}

/** A target that somebody picked for an image and has not confirmed yet. */
export interface PromotionDraft {
  readonly id: string;
  readonly generationId: string;
  readonly personId: string;
  readonly target: Target;
  readonly at: number;
}
