import type { PoolSnapshot } from '../domain/pool.ts';
import { isRaced, rivalsOf } from './race.ts';
import { z } from 'zod';
import { withoutLeftOut } from '../base/left-out.ts';
import { closedObject } from '../base/shape-fault.ts';
import { charactersOf, mended, tidied, withTexts } from '../base/written.ts';
import { commandIn, withoutGenerate } from '../chat/command.ts';
import { unquoted } from '../chat/typed-value.ts';
import { MAX_COUNT, MAX_OPTION } from '../domain/limits.ts';
import { MAX_PROMPT } from '../domain/prompt-limit.ts';
import { chooseModel, chooseVersus } from './model-choice.ts';
import type { ModelOffer } from './model-offer.ts';
import { type Model, namedSizes, type Size, sizeName } from '../domain/model.ts';
import { findNamed } from '../domain/names.ts';
import type { ModelChoice, PairRequest } from '../domain/pair.ts';
import { requireValues } from './missing-value.ts';
import { nearestCommand } from './nearest-command.ts';
import { ANGLES, findPreset, LENSES, nearestPreset } from './presets.ts';
import { picturedPersonas } from './choose-references.ts';
import type { Category, Persona } from '../domain/reference.ts';
import { type ExperimentName, EXPERIMENTS, type Ratio, RATIOS } from '../domain/spec.ts';
import { shapeRefusal } from '../words/shape-refusal.ts';
import { UserError } from '../words/user-error.ts';

/** Bounded before anything is computed of it. */
const typedText = z.string().max(MAX_OPTION);
/** A number, which people type as a text. */
const typedNumber = z.union([z.number(), typedText]);

/** The options of `/generate` as a person typed them, not yet checked against models and pool. */
export const generateInputSchema = closedObject({
  prompt: z.string(),
  tier: typedText.optional(),
  model: typedText.optional(),
  size: typedText.optional(),
  angle: typedText.optional(),
  lens: typedText.optional(),
  persona: typedText.optional(),
  category: typedText.optional(),
  tone_ratio: typedNumber.optional(),
  angle_ratio: typedNumber.optional(),
  experiment: typedText.optional(),
  versus: typedText.optional(),
  count: typedNumber.optional(),
});
export type GenerateOptions = z.infer<typeof generateInputSchema>;

/** The models and the pool that a request is checked against. */
export interface Offer extends ModelOffer {
  readonly pool: PoolSnapshot;
}

/** The request with every name resolved, and the number of pairs. Throws a `UserError` for the first fault. */
export function checkRequest(
  input: unknown,
  offer: Offer,
): { readonly request: PairRequest; readonly count: number } {
  const options = readOptions(input);
  const prompt = checkPrompt(options.prompt);
  requireValues(options, offer);
  const experiment = checkExperiment(options);
  const model = chooseModel(options, offer);
  const versus = experiment === 'models' ? chooseVersus(options.versus, model, offer) : null;
  return {
    request: {
      prompt,
      ...withSize(options.size, model),
      angle: checkPreset('angle', options.angle),
      lens: checkPreset('lens', options.lens),
      persona: checkNamed('persona', () => picturedPersonas(offer.pool), options.persona),
      category: checkNamed('category', () => offer.pool.categories, options.category),
      toneRatio: checkRatio('tone_ratio', options.tone_ratio),
      angleRatio: checkRatio('angle_ratio', options.angle_ratio),
      experiment,
      ...(versus === null ? {} : { versus: withSize(options.size, versus) }),
      ...(isRaced(prompt, experiment)
        ? { rivals: rivalsOf(model, offer).map(({ id }) => id) }
        : {}),
    },
    count: checkCount(options.count),
  };
}

function readOptions(input: unknown): GenerateOptions {
  const given = withTexts(withoutLeftOut(input), mended);
  const parsed = generateInputSchema.safeParse(given);
  if (parsed.success) return unquotedValues(parsed.data);
  throw lacksPrompt(given) ? new UserError('prompt_empty') : shapeRefusal(parsed.error, given);
}

/** People copy values with the quotation marks that typed lines need. */
function unquotedValues({ prompt, ...options }: GenerateOptions): GenerateOptions {
  const given = Object.entries(options).flatMap(([name, value]) => {
    const one = typeof value === 'string' ? unquoted(value.trim()) : value;
    return one === '' ? [] : [[name, one] as const];
  });
  return generateInputSchema.parse({ ...Object.fromEntries(given), prompt });
}

function lacksPrompt(given: unknown): boolean {
  return typeof given === 'object' && given !== null && !Object.hasOwn(given, 'prompt');
}

/**
 * The prompt as it is stored. Throws a `UserError` when nobody can see it, when it is over 2,500 characters, or when it is
 * a command: a picture of "/help" is never meant, in whichever field of whichever chat it was written.
 */
export function checkPrompt(text: string): string {
  const prompt = promptOf(text);
  if (prompt === '') throw new UserError('prompt_empty');
  const word = commandIn(prompt);
  if (word?.toLowerCase() === 'diptych') throw new UserError('command_misplaced', `/${word}`);
  if (word !== undefined) throw new UserError('command_unknown', `/${word}`, nearestCommand(word));
  // A character has one UTF-16 unit at least: most prompts need no count.
  if (prompt.length <= MAX_PROMPT) return prompt;
  const length = charactersOf(prompt, MAX_PROMPT);
  if (length > MAX_PROMPT) throw new UserError('prompt_too_long', length, MAX_PROMPT);
  return prompt;
}

/** A prompt as `checkPrompt` makes it of what somebody wrote, whether or not it can be used. */
export function promptOf(text: string): string {
  return withoutGenerate(tidied(text));
}

const PRESETS = { angle: ANGLES, lens: LENSES } as const;

/** The preset's id; null for ''. Throws a `UserError` that names the nearest preset. */
export function checkPreset(of: 'angle' | 'lens', text = ''): string | null {
  if (text.trim() === '') return null;
  const found = findPreset(PRESETS[of], text);
  if (found !== undefined) return found.id;
  throw new UserError(`${of}_unknown`, text, nearestPreset(PRESETS[of], text).id);
}

/** `versus` alone means the experiment `models`. */
function checkExperiment({ experiment, versus = '' }: GenerateOptions): ExperimentName {
  const isCompared = versus.trim() !== '';
  const name = experiment ?? (isCompared ? 'models' : 'tones');
  const found = EXPERIMENTS.find((one) => one === name.trim().toLowerCase());
  if (found === undefined) throw new UserError('experiment_unknown', name, EXPERIMENTS.join(', '));
  if (isCompared && found !== 'models') throw new UserError('versus_experiment', found);
  return found;
}

function withSize(text: string | undefined, model: Model): ModelChoice {
  return { tier: model.tier, modelId: model.id, size: checkSize(model, text) };
}

/** A size by its name, or exactly: "1024 × 1024". */
function checkSize(model: Model, text = 'square'): Size {
  const sizes = new Map(Object.entries(namedSizes(model)));
  for (const one of model.validSizes) sizes.set(sizeName(one), one);
  const size = sizes.get(text.toLowerCase().replace(/\s/g, '').replace(/[×*]/, 'x'));
  if (size !== undefined && size.width * size.height >= model.minPixels) return size;
  throw new UserError('size_invalid', text, model.displayName, [...sizes.keys()].join(', '));
}

/** The slug of a persona or a category; null for ''. Throws a `UserError` that names all. */
function checkNamed(
  of: 'persona' | 'category',
  list: () => readonly (Persona | Category)[],
  text = '',
): string | null {
  if (text.trim() === '') return null;
  const all = list();
  const found = findNamed(all, text);
  if (found !== undefined) return found.slug;
  throw new UserError(`${of}_unknown`, text, all.map(({ displayName }) => displayName).join(', '));
}

function checkRatio(
  name: 'tone_ratio' | 'angle_ratio',
  value: number | string | undefined,
): Ratio | null {
  if (value === undefined) return null;
  const ratio = RATIOS.find((one) => one === numberOf(value));
  if (ratio !== undefined) return ratio;
  throw new UserError('option_invalid', `${name}: ${value}`, RATIOS.join(', '));
}

function checkCount(value: number | string | undefined): number {
  const count = value === undefined ? 1 : numberOf(value);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_COUNT) return count;
  throw new UserError('count_out_of_range', String(value), MAX_COUNT);
}

/** NaN for what is not a plain decimal number. */
function numberOf(value: number | string): number {
  if (typeof value === 'number') return value;
  return /^\s*\d{1,4}\s*%?\s*$/.test(value) ? Number.parseInt(value, 10) : Number.NaN;
}
