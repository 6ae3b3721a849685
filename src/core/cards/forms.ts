import { unitsOf } from '../base/written.ts';
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

/** The start of the id of a `/generate` form. */
const GENERATE = 'generate?';

/**
 * The form that answers a `/generate` without a prompt. Its fields begin with the options that were given; the
 * others are in its id, so that they survive a restart. `maxId`: characters of an id at the surface. Throws a
 * `UserError` when the options need more.
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
    choice('size', say.field_size(), given.size ?? 'square', sizes),
    ...presetFields(given, locale),
    { name: 'references', label: say.field_files(), kind: 'files', value: '', required: false },
  ];
  const asked = new Set(fields.map(({ name }) => name));
  const rest = Object.entries(given).filter(([name]) => !asked.has(name));
  const id = `${GENERATE}${new URLSearchParams(rest).toString()}`;
  if (id.length > maxId) throw new UserError('form_overfull');
  return { id, title: say.form_generate(), submit: say.form_run(), fields };
}

/** The options in the id of a `/generate` form; undefined for other forms. */
export function optionsBehind(formId: string): Readonly<Record<string, string>> | undefined {
  if (!formId.startsWith(GENERATE)) return undefined;
  return Object.fromEntries(new URLSearchParams(formId.slice(GENERATE.length)));
}

/** The prompt, angle and lens of one side, to change. */
export function editForm(generation: Generation, { locale }: { readonly locale: Locale }): Form {
  const say = words(locale);
  return {
    id: encodeAction({ type: 'edit', generation: generation.id }),
    title: say.form_edit(nameOf(generation, locale)),
    submit: say.form_run(),
    fields: [
      promptField(say.field_prompt(), generation.spec.userPrompt),
      ...presetFields(generation.spec, locale),
    ],
  };
}

function promptField(label: string, value: string): FormField {
  return {
    name: 'prompt',
    label,
    kind: 'long',
    value,
    required: true,
    maxLength: unitsOf(MAX_PROMPT),
  };
}

function presetFields(
  { angle, lens }: { readonly angle?: string | null; readonly lens?: string | null },
  locale: Locale,
): readonly FormField[] {
  const say = words(locale);
  const options = (presets: readonly Preset[]) => [
    { value: '', label: say.field_none() },
    ...presets.map((one) => ({ value: one.id, label: one.label[locale] })),
  ];
  return [
    choice('angle', say.field_angle(), angle ?? '', options(ANGLES), false),
    choice('lens', say.field_lens(), lens ?? '', options(LENSES), false),
  ];
}

export function choice(
  name: string,
  label: string,
  value: string,
  options: NonNullable<FormField['options']>,
  required = true,
): FormField {
  return { name, label, kind: 'choice', value, required, options };
}

/** Rating and text, filled with the person's feedback so far. */
export function feedbackForm(
  generation: Generation,
  before: { readonly rating: number; readonly text: string } | undefined,
  { locale }: { readonly locale: Locale },
): Form {
  const say = words(locale);
  const ratings = RATINGS.map((one) => ({ value: String(one), label: say.rating(one) }));
  return {
    id: encodeAction({ type: 'feedback', generation: generation.id }),
    title: say.form_feedback(nameOf(generation, locale)),
    submit: say.form_save(),
    fields: [
      choice('rating', say.field_rating(), String(before?.rating ?? 5), ratings),
      {
        name: 'text',
        label: say.field_text(),
        kind: 'long',
        value: before?.text ?? '',
        required: false,
        maxLength: unitsOf(MAX_FEEDBACK),
      },
    ],
  };
}
