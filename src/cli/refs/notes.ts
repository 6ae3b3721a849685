import { z } from 'zod';
import { charactersOf } from '../../core/base/written.ts';
import { readShape } from '../../core/base/shape-fault.ts';
import { faultItemEn } from '../../core/words/shape-faults.en.ts';
import { cleanName } from '../../core/domain/names.ts';
import { placeSlug } from '../../core/plan/places.ts';

const MAX_CAPTION = 500;
const MAX_LOCATION = 60;
const MAX_TAGS = 64;

/** A text as people see it; an empty cell counts as absent. */
const cleaned = (value: unknown): unknown => {
  if (typeof value !== 'string') return value ?? undefined;
  return cleanName(value) || undefined;
};
const lowered = (value: unknown): unknown => {
  const text = cleaned(value);
  return typeof text === 'string' ? text.toLowerCase() : text;
};
const split = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(/[;,]/) : (value ?? undefined);

const shortText = (most: number) =>
  z
    .string('must be a text')
    .refine((text) => charactersOf(text, most) <= most, `can have ${most} characters at most`);
const tags = z.preprocess(
  split,
  z
    .array(z.string('must be texts'), 'must be a list, or a text with ; between them')
    .transform((all) => [...new Set(all.flatMap((one) => cleanName(one) || []))])
    .refine((all) => all.length <= MAX_TAGS, `can be ${MAX_TAGS} at most`)
    .optional(),
);
const kind = z.enum(['tone', 'angle', 'model'], 'must be tone, angle or model');

const noteSchema = z.object(
  {
    kind: z.preprocess(lowered, kind.optional()),
    location: z.preprocess(lowered, shortText(MAX_LOCATION).transform(placeSlug).optional()),
    tags,
    caption: z.preprocess(cleaned, shortText(MAX_CAPTION).optional()),
  },
  'must be an object',
);
/** What sidecars say about one picture. */
export type Note = Readonly<z.infer<typeof noteSchema>>;
/** A note, or what is wrong with it. */
export type ReadNote = Note | { readonly wrong: string };

export const aboutSchema = z.object({
  name: z.preprocess(cleaned, z.string('must be a text').optional()),
  tags,
});
/** What a sidecar says about its folder's category or persona. */
export type About = Readonly<z.infer<typeof aboutSchema>>;

/** A field's name in any case, with blanks around it. */
export function fieldName(name: string): string {
  return name.trim().toLowerCase();
}

/** An object whose fields have plain names; any other value as it is. */
export function withFieldNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [fieldName(name), one]));
}

export function readNote(value: unknown): ReadNote {
  const read = readShape(noteSchema, withFieldNames(value));
  return read.ok ? read.data : { wrong: read.faults.map(faultItemEn).join('; ') };
}

/** The near note's fields, and the far note's where the near one has none. */
export function mergedNotes(near: Note, far: Note): Note {
  return {
    kind: near.kind ?? far.kind,
    location: near.location ?? far.location,
    tags: near.tags ?? far.tags,
    caption: near.caption ?? far.caption,
  };
}
