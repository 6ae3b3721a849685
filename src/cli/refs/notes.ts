import { z } from 'zod';
import { PLACES } from '../../core/plan/lexicon.ts';
import { cleanName } from '../../core/domain/names.ts';

const MAX_CAPTION = 500;
const MAX_LOCATION = 60;
const MAX_TAGS = 64;

/** Empty cells say nothing; everything else is read as people see it. */
const cleaned = (value: unknown): unknown => {
  if (typeof value !== 'string') return value ?? undefined;
  const text = cleanName(value);
  return text === '' ? undefined : text;
};
const lowered = (value: unknown): unknown => {
  const text = cleaned(value);
  return typeof text === 'string' ? text.toLowerCase() : text;
};
const split = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(/[;,]/) : value;

const tags = z
  .array(z.string('must be texts'), 'must be a list, or a text with ; between them')
  .transform((all) => [...new Set(all.flatMap((one) => cleanName(one) || []))])
  .refine((all) => all.length <= MAX_TAGS, `can be ${MAX_TAGS} at most`);

/** What a sidecar may say of one picture. */
const noteSchema = z.object(
  {
    kind: z.preprocess(
      lowered,
      z.enum(['tone', 'angle', 'model'], 'must be tone, angle or model').optional(),
    ),
    location: z.preprocess(
      lowered,
      z
        .string('must be a text')
        .max(MAX_LOCATION, `can have ${MAX_LOCATION} characters at most`)
        .transform(placeOf)
        .optional(),
    ),
    tags: z.preprocess((value) => split(value ?? undefined), tags.optional()),
    caption: z.preprocess(
      cleaned,
      z
        .string('must be a text')
        .max(MAX_CAPTION, `can have ${MAX_CAPTION} characters at most`)
        .optional(),
    ),
  },
  'must be an object',
);
/** What is known of a picture besides its bytes. */
export type Note = Readonly<z.infer<typeof noteSchema>>;

/** What a category's or persona's own sidecar says of it. */
export const aboutSchema = z.object({
  name: z.preprocess(cleaned, z.string('must be a text').optional()),
  tags: z.preprocess((value) => split(value ?? undefined), tags.optional()),
});
export type About = Readonly<z.infer<typeof aboutSchema>>;

/** A note, or what is wrong with it. */
export function readNote(value: unknown): Note | { readonly wrong: string } {
  const read = noteSchema.safeParse(value);
  return read.success ? read.data : { wrong: wrongIn(read.error) };
}

export function wrongIn(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(' ')} ${issue.message}`.trim()).join('; ');
}

/** What the nearer note leaves open, the farther one says. */
export function mergedNotes(near: Note, far: Note): Note {
  return {
    kind: near.kind ?? far.kind,
    location: near.location ?? far.location,
    tags: near.tags ?? far.tags,
    caption: near.caption ?? far.caption,
  };
}

/** A place by its name in the pool, when the lexicon knows it: 서울 is seoul. */
function placeOf(text: string): string {
  const known = Object.entries(PLACES).find(
    ([slug, names]) => slug === text || names.includes(text),
  );
  return known?.[0] ?? text;
}
