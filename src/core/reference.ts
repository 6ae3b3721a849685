import type { ImageType } from './side.ts';

export type ReferenceKind = 'tone' | 'angle' | 'model';

/** An image in the pool, as planning sees it. `tone` and `angle` have a category, `model` a persona. */
export interface Reference {
  readonly id: string;
  readonly kind: ReferenceKind;
  readonly category: string | null;
  readonly persona: string | null;
  readonly location: string | null;
  readonly tags: readonly string[];
  readonly caption: string;
  /** Blob key. */
  readonly key: string;
  readonly type: ImageType;
  /** Of its bytes, in hex; empty when nobody knows it. */
  readonly sha256: string;
}

/** A named person in the pool. People see the display name, keys hold the slug. */
export interface Persona {
  readonly slug: string;
  readonly displayName: string;
  readonly tags: readonly string[];
}

/** A tone category. `slug` is the folder's name, such as `a(natural,film)`. */
export interface Category {
  readonly slug: string;
  readonly displayName: string;
  /** Words that describe it, English and Korean, used to match prompts. */
  readonly tags: readonly string[];
}

/** An image somebody attached to a command, fetched, checked and stored. */
export interface OwnReference {
  readonly key: string;
  readonly name: string;
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** What a provider takes of each reference: pixels of its longer side, and bytes. Null: any. */
export interface ReferenceLimits {
  readonly maxSide: number | null;
  readonly maxBytes: number | null;
}

export type ReferenceRole = 'own' | 'person' | 'angle' | 'tone';

/** A reference as a spec freezes it. `id` is null for people's own. */
export interface UsedReference {
  readonly role: ReferenceRole;
  readonly id: string | null;
  readonly key: string;
  /** What Details calls it: a display name, a caption or a file name. */
  readonly label: string;
  /** Set when a location was asked for and this one is from another place. */
  readonly otherPlace?: string;
}
