import { z } from 'zod';
import { IMAGE_TYPES, type ImageType } from './side.ts';

/** `model` is a persona, in the words of blob keys and of the database. */
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
  /** In hex, of the bytes; empty when unknown. */
  readonly sha256: string;
}

/** What people say about a reference. */
export type ReferenceNotes = Pick<Reference, 'location' | 'tags' | 'caption'>;

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

/** A stored image that a person attached to a command. */
export const ownReferenceSchema = z.object({
  key: z.string(),
  name: z.string(),
  type: z.enum(IMAGE_TYPES),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});
export type OwnReference = Readonly<z.infer<typeof ownReferenceSchema>>;

/** The largest reference a provider takes: pixels of its longer side, and bytes. Null: no limit. */
export const referenceLimitsSchema = z.object({
  maxSide: z.number().nullable(),
  maxBytes: z.number().nullable(),
});
export type ReferenceLimits = Readonly<z.infer<typeof referenceLimitsSchema>>;

const REFERENCE_ROLES = ['own', 'person', 'angle', 'tone'] as const;
export type ReferenceRole = (typeof REFERENCE_ROLES)[number];

/** A reference in a spec. `id` is null for an image that a person attached. */
export const usedReferenceSchema = z.object({
  role: z.enum(REFERENCE_ROLES),
  id: z.string().nullable(),
  key: z.string(),
  /** Its name in Details: a display name, a caption or a file name. */
  label: z.string(),
  /** The place of this reference, when another place was asked for. */
  otherPlace: z.string().exactOptional(),
  /** For an angle image: the preset that was asked for, when the pool has no image of it. */
  otherAngle: z.string().exactOptional(),
});
export type UsedReference = Readonly<z.infer<typeof usedReferenceSchema>>;
