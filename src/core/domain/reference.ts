import { z } from 'zod';
import { IMAGE_TYPES, type ImageType } from './side.ts';

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
export const ownReferenceSchema = z.object({
  key: z.string(),
  name: z.string(),
  type: z.enum(IMAGE_TYPES),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});
export type OwnReference = Readonly<z.infer<typeof ownReferenceSchema>>;

/** What a provider takes of each reference: pixels of its longer side, and bytes. Null: any. */
export const referenceLimitsSchema = z.object({
  maxSide: z.number().nullable(),
  maxBytes: z.number().nullable(),
});
export type ReferenceLimits = Readonly<z.infer<typeof referenceLimitsSchema>>;

export const REFERENCE_ROLES = ['own', 'person', 'angle', 'tone'] as const;
export type ReferenceRole = (typeof REFERENCE_ROLES)[number];

/** A reference as a spec freezes it. `id` is null for people's own. */
export const usedReferenceSchema = z.object({
  role: z.enum(REFERENCE_ROLES),
  id: z.string().nullable(),
  key: z.string(),
  /** What Details calls it: a display name, a caption or a file name. */
  label: z.string(),
  /** Set when a location was asked for and this one is from another place. */
  otherPlace: z.string().exactOptional(),
});
export type UsedReference = Readonly<z.infer<typeof usedReferenceSchema>>;
