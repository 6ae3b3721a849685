import type {
  PoolTarget,
  Added,
  PoolEntry,
  PoolFilter,
  Promotion,
  PromotionDraft,
} from '../domain/pool.ts';
import type { Person } from '../domain/person.ts';
import type { Category, Persona, Reference, ReferenceKind } from '../domain/reference.ts';

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
