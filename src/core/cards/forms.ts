import { encodeAction } from '../chat/action.ts';
import type { Form, FormField } from '../chat/card.ts';
import { MAX_FEEDBACK, MAX_PROMPT } from '../domain/limits.ts';
import type { Generation } from '../domain/pair.ts';
import type { Locale } from '../domain/person.ts';
import { ANGLES, LENSES, type Preset } from '../plan/presets.ts';
import { UserError } from '../words/user-error.ts';
import { words } from '../words/words.ts';
import { nameOf } from './parts.ts';

const RATINGS = [5, 4, 3, 2, 1];
const SIZES = ['square', 'landscape', 'portrait'];

/** How the id of the form of `/generate` begins. */
const GENERATE = 'generate?';

/**
 * What `/generate` asks for when it comes without a prompt. Of the options that came with it, the form's fields
 * begin with theirs, and all others travel in its id, so that they outlive a restart. `maxId`: characters of an id
 * at the surface. Throws a `UserError` when they are too many for that.
 */
export function generateForm(
  given: Readonly<Record<string, string>>,
  maxId: number,
  locale: Locale,
): Form {
  const say = words(locale);
  const sizes = SIZES.map((size) => ({ value: size, label: say.size_name(size) }));
  const fields: readonly FormField[] = [
    promptField(say.field_new_prompt(), given.prompt ?? ''),
    {
      name: 'size',
      label: say.field_size(),
      kind: 'choice',
      value: given.size ?? 'square',
      required: true,
      options: sizes,
    },
    presetField('angle', say.field_angle(), ANGLES, given.angle ?? null, locale),
    presetField('lens', say.field_lens(), LENSES, given.lens ?? null, locale),
    { name: 'references', label: say.field_files(), kind: 'files', value: '', required: false },
  ];
  const asked = new Set(fields.map(({ name }) => name));
  const rest = Object.entries(given).filter(([name]) => !asked.has(name));
  const id = `${GENERATE}${new URLSearchParams(rest).toString()}`;
  if (id.length > maxId) throw new UserError('form_overfull');
  return { id, title: say.form_generate(), submit: say.form_run(), fields };
}

/** The options that travelled in the id of a `/generate` form; undefined for other forms. */
export function optionsBehind(formId: string): Readonly<Record<string, string>> | undefined {
  if (!formId.startsWith(GENERATE)) return undefined;
  return Object.fromEntries(new URLSearchParams(formId.slice(GENERATE.length)));
}

/** Prompt, angle and lens of one side, as they are now. */
export function editForm(generation: Generation, { locale }: { readonly locale: Locale }): Form {
  const say = words(locale);
  const { userPrompt, angle, lens } = generation.spec;
  return {
    id: encodeAction({ type: 'edit', generation: generation.id }),
    title: say.form_edit(nameOf(generation, locale)),
    submit: say.form_run(),
    fields: [
      promptField(say.field_prompt(), userPrompt),
      presetField('angle', say.field_angle(), ANGLES, angle, locale),
      presetField('lens', say.field_lens(), LENSES, lens, locale),
    ],
  };
}

function promptField(label: string, value: string): FormField {
  return { name: 'prompt', label, kind: 'long', value, required: true, maxLength: MAX_PROMPT };
}

function presetField(
  name: string,
  label: string,
  presets: readonly Preset[],
  value: string | null,
  locale: Locale,
): FormField {
  const options = presets.map((one) => ({ value: one.id, label: one.label[locale] }));
  return {
    name,
    label,
    kind: 'choice',
    value: value ?? '',
    required: false,
    options: [{ value: '', label: words(locale).field_none() }, ...options],
  };
}

/** Rating and text, filled with what the person said before. */
export function feedbackForm(
  generation: Generation,
  before: { readonly rating: number; readonly text: string } | undefined,
  { locale }: { readonly locale: Locale },
): Form {
  const say = words(locale);
  return {
    id: encodeAction({ type: 'feedback', generation: generation.id }),
    title: say.form_feedback(nameOf(generation, locale)),
    submit: say.form_save(),
    fields: [
      {
        name: 'rating',
        label: say.field_rating(),
        kind: 'choice',
        value: String(before?.rating ?? 5),
        required: true,
        options: RATINGS.map((rating) => ({ value: String(rating), label: say.rating(rating) })),
      },
      {
        name: 'text',
        label: say.field_text(),
        kind: 'long',
        value: before?.text ?? '',
        required: false,
        maxLength: MAX_FEEDBACK,
      },
    ],
  };
}
