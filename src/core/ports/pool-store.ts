import type {
  PoolSnapshot,
  PoolTarget,
  Added,
  PoolEntry,
  PoolFilter,
  Promotion,
  PromotionDraft,
} from '../domain/pool.ts';
import type { Person } from '../domain/person.ts';
import type {
  Category,
  Persona,
  Reference,
  ReferenceKind,
  ReferenceNotes,
} from '../domain/reference.ts';

/** The shared reference pool. */
export interface Pool {
  snapshot(): PoolSnapshot;
  categories(): readonly Category[];
  personas(): readonly Persona[];
  /** Categories and personas, those with the most promotions first, then with the most references. */
  targets(): readonly PoolTarget[];
  /**
   * What an image can be promoted to: personas, and categories for their tones and for their angle images, each with its own
   * references. Those with the most promotions first, then angle images last, then those with the most references first.
   */
  promotable(): readonly PoolTarget[];
  /** References that are not removed, in the order of their ids. */
  available(kind: ReferenceKind): readonly Reference[];
  /** Undefined also when it was removed. */
  get(id: string): Reference | undefined;
  /** Also when it was removed or purged. */
  entry(id: string): PoolEntry | undefined;
  /** Ordered by likes and won votes minus dislikes and lost votes, then by uses, then newest first. */
  list(filter: PoolFilter, offset: number, limit: number): readonly PoolEntry[];
  count(filter: PoolFilter): number;
  /** References of a kind with this content, or made of a file with it: those not removed first, then the latest removed. */
  withContent(kind: ReferenceKind, sha256: string): readonly PoolEntry[];
  /** Those of the ids whose blob was deleted. */
  purged(ids: readonly string[]): readonly string[];
  putCategory(category: Category): void;
  putPersona(persona: Persona): void;
  /** False when the target holds a reference of the same content. */
  insert(reference: Reference, added: Added): boolean;
  /** Hides it from new plans; false when it is removed already, or unknown. */
  remove(id: string, by: Person, at: number): boolean;
  /** Undoes a removal; false when it is not removed, its blob was deleted, or the target holds its content. */
  restore(id: string): boolean;
  /** Marks a removed reference as one without a blob; false when it is not removed, or marked already. */
  purge(id: string, at: number): boolean;
  /** Sets an unknown content hash. Does nothing when the target holds that content already. */
  setContent(id: string, sha256: string): void;
  /** Replaces what is said about a reference; false when it is unknown. */
  describe(id: string, about: ReferenceNotes): boolean;
  /** Whether a reference that is not purged has this key. */
  hasKey(key: string): boolean;
}

export interface Promotions {
  /** Also marks the image's generation as promoted. */
  insert(promotion: Omit<Promotion, 'target' | 'inPool'>): void;
  /** Of one image, oldest first. */
  of(generationId: string): readonly Promotion[];
  get(id: string): Promotion | undefined;
  /** The pair of the promoted image. */
  pairOf(referenceId: string): string | undefined;
  putDraft(draft: PromotionDraft): void;
  draft(id: string): PromotionDraft | undefined;
  /** Deletes drafts made before `at`. */
  forgetDrafts(at: number): void;
}

/** Blobs under `refs/` that are being written or deleted: stored before the blob changes, deleted with its row. */
export interface UnsettledBlobs {
  /** A repeat renews the time. */
  begin(key: string, at: number): void;
  /** Deletes the entry; false when somebody else has deleted it. */
  settle(key: string): boolean;
  /** The time of `begin`; undefined when there is no entry. */
  at(key: string): number | undefined;
  /** Keys that began before `at`. */
  before(at: number): readonly string[];
}
