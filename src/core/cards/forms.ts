import { unitsOf } from '../base/written.ts';
import { encodeAction } from '../chat/action.ts';
import type { Form, FormField } from '../chat/card.ts';
import { OPTION_NAMES, type OptionName } from '../chat/command.ts';
import { MISSING } from '../chat/typed-options.ts';
import { MAX_FEEDBACK } from '../domain/limits.ts';
import { MAX_PROMPT } from '../domain/prompt-limit.ts';
import type { Generation } from '../domain/pair.ts';
import { ownIn } from '../domain/pair-view.ts';
import type { Locale } from '../domain/person.ts';
import { angleOf } from '../domain/recipe.ts';
import type { OwnReference } from '../domain/reference.ts';
import { ANGLES, LENSES, type Preset } from '../plan/presets.ts';
import type { Suggestion } from '../plan/suggest.ts';
import { UserError } from '../words/user-error.ts';
import { words } from '../words/words.ts';
import { nameOf } from './parts.ts';

const RATINGS = [5, 4, 3, 2, 1];
const SIZES = ['square', 'landscape', 'portrait'];

/** The start of the id of a `/generate` form. */
const GENERATE = 'generate?';

/** What fits into a form at a surface. */
export interface FormRoom {
  /** Characters of its id. */
  readonly id: number;
  /** The values of an option. Where it is given, every option has a field; else there are five fields. */
  readonly choices?: (option: OptionName) => readonly Suggestion[];
}

type Given = Readonly<Record<string, string>>;

/**
 * The form that answers a `/generate` without a prompt. Its fields begin with the options that were given; the
 * others are in its id, so that they survive a restart. Throws a `UserError` when the options need a longer id than
 * there is room for.
 */
export function generateForm(typed: Given, { id: maxId, choices }: FormRoom, locale: Locale): Form {
  const say = words(locale);
  // An option without a value is chosen in the form.
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== MISSING));
  const files = say.field_files();
  const fields: readonly FormField[] = [
    promptField(say.field_new_prompt(), given.prompt ?? ''),
    ...(choices === undefined ? fewFields(given, locale) : allFields(given, choices, locale)),
    { name: 'references', label: files, kind: 'files', value: '', required: false },
  ];
  const asked = new Set(fields.map(({ name }) => name));
  const rest = Object.entries(given).filter(([name]) => !asked.has(name));
  const id = `${GENERATE}${new URLSearchParams(rest).toString()}`;
  if (id.length > maxId) throw new UserError('form_overfull');
  return { id, title: say.form_generate(), submit: say.form_run(), fields };
}

function fewFields(given: Given, locale: Locale): readonly FormField[] {
  const say = words(locale);
  const sizes = SIZES.map((size) => ({ value: size, label: say.size_name(size) }));
  return [
    choice('size', say.field_size(), given.size ?? 'square', withGiven(sizes, given.size)),
    ...presetFields(given, locale),
  ];
}

function allFields(
  given: Given,
  choices: NonNullable<FormRoom['choices']>,
  locale: Locale,
): readonly FormField[] {
  const say = words(locale);
  return OPTION_NAMES.filter((name) => name !== 'prompt').map((name) => {
    // What is left open is chosen by the planner, from the prompt and the pool, or has its usual value.
    const automatic = { value: '', label: say.field_automatic() };
    const options = withGiven([automatic, ...choices(name)], given[name]);
    return choice(name, say.option_about(name), given[name] ?? '', options, false);
  });
}

/** With a value that was typed and that no choice has: it is refused by its name, not left out. */
function withGiven(options: Options, value = ''): Options {
  if (options.some((one) => one.value === value)) return options;
  return value === '' ? options : [...options, { value, label: value }];
}

type Options = NonNullable<FormField['options']>;

/** The options in the id of a `/generate` form; undefined for other forms. */
export function optionsBehind(formId: string): Readonly<Record<string, string>> | undefined {
  if (!formId.startsWith(GENERATE)) return undefined;
  return Object.fromEntries(new URLSearchParams(formId.slice(GENERATE.length)));
}

/** How an Edit… form differs from that of the button Edit…. */
interface EditFormOptions {
  readonly locale: Locale;
  /** What the prompt begins with: the generation's own unless said. */
  readonly prompt?: string;
  readonly id?: string;
}

/**
 * The prompt, angle and lens of one side, to change. After a block it says what may help, and asks which of the person's own
 * images stay, unless it was the finished image that was refused. `own`: the pair's.
 */
export function editForm(
  generation: Generation,
  own: readonly OwnReference[],
  { locale, prompt, id }: EditFormOptions,
): Form {
  const say = words(locale);
  const { spec } = generation;
  return {
    id: id ?? encodeAction({ type: 'edit', generation: generation.id }),
    title: say.form_edit(nameOf(generation, locale)),
    submit: say.form_run(),
    ...(generation.state === 'blocked' ? { about: say.rewrite_guidance() } : {}),
    fields: [
      promptField(say.field_prompt(), prompt ?? spec.userPrompt),
      ...presetFields(spec, locale, angleOf(spec) === 'reference'),
      ...keepFields(generation, own, locale),
    ],
  };
}

function keepFields(
  generation: Generation,
  own: readonly OwnReference[],
  locale: Locale,
): readonly FormField[] {
  const offered = offeredOwn(generation, own);
  if (offered.length === 0) return [];
  const options = offered.map(({ name }, index) => ({ value: String(index + 1), label: name }));
  return [
    {
      name: 'keep',
      label: words(locale).field_keep(),
      kind: 'several',
      value: options.map(({ value }) => value).join(','),
      required: false,
      options,
    },
  ];
}

/** Own images that a vendor may have refused. */
function offeredOwn(generation: Generation, own: readonly OwnReference[]): readonly OwnReference[] {
  const { state, failure } = generation;
  return state === 'blocked' && failure?.stage !== 'output' ? ownIn(own, generation) : [];
}

/** The own images that an answer to the field `keep` names; undefined when all stay, or the form did not ask. */
export function keptOwn(
  generation: Generation,
  own: readonly OwnReference[],
  keep: string | undefined,
): readonly OwnReference[] | undefined {
  if (keep === undefined) return undefined;
  const offered = offeredOwn(generation, own);
  const kept = new Set(keep.split(',').map((one) => one.trim()));
  const stay = offered.filter((_, index) => kept.has(String(index + 1)));
  return stay.length === offered.length ? undefined : stay;
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
  hasImage = false,
): readonly FormField[] {
  const say = words(locale);
  const options = (presets: readonly Preset[], none = say.field_none()) => [
    { value: '', label: none },
    ...presets.map((one) => ({ value: one.id, label: one.label[locale] })),
  ];
  // The side keeps its angle image then.
  const unchosen = hasImage ? say.field_angle_image() : say.field_none();
  return [
    choice('angle', say.field_angle(), angle ?? '', options(ANGLES, unchosen), false),
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
