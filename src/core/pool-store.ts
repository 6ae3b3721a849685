import type { Person } from './person.ts';
import type { Category, Persona, Reference, ReferenceKind } from './reference.ts';

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

/** The shared reference pool. */
export interface Pool {
  categories(): readonly Category[];
  personas(): readonly Persona[];
  /** Categories and personas, the most promoted to first, then the fullest. */
  targets(): readonly PoolTarget[];
  /** References not removed, in the order of their ids. */
  available(kind: ReferenceKind): readonly Reference[];
  /** Undefined also when it was removed. */
  get(id: string): Reference | undefined;
  /** Whatever became of it. */
  entry(id: string): PoolEntry | undefined;
  /** What helped most first: likes and won votes less dislikes and lost ones, then uses, then the newest. */
  list(filter: PoolFilter, offset: number, limit: number): readonly PoolEntry[];
  count(filter: PoolFilter): number;
  /** References of a kind with this content: what stands first, then what was removed last. */
  holding(kind: ReferenceKind, sha256: string): readonly PoolEntry[];
  /** Those of the ids whose blob was deleted. */
  purged(ids: readonly string[]): readonly string[];
  putCategory(category: Category): void;
  putPersona(persona: Persona): void;
  /** False when the target holds a reference of the same content. */
  insert(reference: Reference, added: Added): boolean;
  /** Hides it from new plans; false when it is hidden already, or not there. */
  remove(id: string, by: Person, at: number): boolean;
  /** Takes a removal back; false when there is none, its blob is gone, or the target holds its content. */
  restore(id: string): boolean;
  /** Marks a removed reference as one without a blob; false when it stands, or is marked already. */
  purge(id: string, at: number): boolean;
  /** Says what a reference's content is, as long as nobody knew; nothing when its target holds that content. */
  identify(id: string, sha256: string): void;
  /** Whether a reference that is not purged has this key. */
  names(key: string): boolean;
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

export interface Promotions {
  /** Also stamps the image's generation. */
  insert(promotion: Omit<Promotion, 'target' | 'stands'>): void;
  /** Of one image, oldest first. */
  of(generationId: string): readonly Promotion[];
  get(id: string): Promotion | undefined;
  /** The pair of the image a reference was promoted from. */
  pairOf(referenceId: string): string | undefined;
  putDraft(draft: PromotionDraft): void;
  draft(id: string): PromotionDraft | undefined;
  /** Drops drafts made before `at`. */
  forgetDrafts(at: number): void;
}

/** Blobs under `refs/` on their way in or out: written before the blob changes, taken away with the row. */
export interface UnsettledBlobs {
  /** Repeating it renews the time. */
  begin(key: string, at: number): void;
  /** False when it was not there: somebody gave it up. */
  settle(key: string): boolean;
  /** When the key was begun; undefined when it is on no way. */
  at(key: string): number | undefined;
  /** Keys begun before `at`. */
  before(at: number): readonly string[];
}
