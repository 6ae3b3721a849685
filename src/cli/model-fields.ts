import { mended } from '../core/base/written.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { type Model, sizeName, sizeSchema } from '../core/domain/model.ts';

type Read = (text: string) => unknown;

const text: Read = (value) => value;
/** '' and 'null' mean null. */
const textOrNone: Read = (value) => (value === '' || value === 'null' ? null : value);
const number: Read = (value) => (value.trim() === '' ? value : Number(value));
const numberOrNone: Read = (value) => (value === '' || value === 'null' ? null : number(value));
const ANSWERS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);
const yesOrNo: Read = (value) => ANSWERS.get(value) ?? value;

const size: Read = (value) => {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(value.trim()) ?? [];
  return width === undefined ? value : { width: Number(width), height: Number(height) };
};
const sizes: Read = (value) => value.split(',').map(size);

const json: Read = (value) => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** The fields of a model by the names that people write: the property of each, and how its text is read. */
const FIELDS: ReadonlyMap<string, readonly [name: string, read: Read]> = new Map([
  ['provider', ['provider', text]],
  ['model', ['model', text]],
  ['display_name', ['displayName', text]],
  ['tier', ['tier', text]],
  ['valid_sizes', ['validSizes', sizes]],
  ['square_size', ['squareSize', size]],
  ['landscape_size', ['landscapeSize', size]],
  ['portrait_size', ['portraitSize', size]],
  ['min_pixels', ['minPixels', number]],
  ['max_references', ['maxReferences', number]],
  ['max_reference_side', ['maxReferenceSide', numberOrNone]],
  ['max_reference_bytes', ['maxReferenceBytes', numberOrNone]],
  ['max_prompt_chars', ['maxPromptChars', number]],
  ['generation_params', ['generationParams', json]],
  ['size_params', ['sizeParams', json]],
  ['token_prices', ['tokenPrices', json]],
  ['output_type', ['outputType', text]],
  ['cost_usd', ['costUsd', numberOrNone]],
  ['typical_ms', ['typicalMs', number]],
  ['rank', ['rank', number]],
  ['active', ['active', yesOrNo]],
  ['retired_on', ['retiredOn', textOrNone]],
  ['successor', ['successor', textOrNone]],
  ['note', ['note', text]],
]);

/** Reads `name=value` words; `ModelKeeper` checks the values. Throws a `StartupError` for an unknown name. */
export function readFields(given: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given.map(mended).map((word) => {
      const at = word.indexOf('=');
      const [name, read] = FIELDS.get(word.slice(0, Math.max(0, at))) ?? [];
      if (name === undefined || read === undefined) {
        const known = [...FIELDS.keys()].join(', ');
        throw new StartupError(`"${word}" is no field=value of a model. Fields: ${known}.`);
      }
      return [name, read(word.slice(at + 1))];
    }),
  );
}

/** Every field of a model as `name=value`, in words that `readFields` reads again. */
export function writeFields(model: Model): readonly string[] {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(model));
  return [...FIELDS].map(([name, [property]]) => `${name}=${written(values.get(property))}`);
}

function written(value: unknown): string {
  const one = sizeSchema.safeParse(value);
  if (one.success) return sizeName(one.data);
  const several = sizeSchema.array().safeParse(value);
  if (several.success) return several.data.map(sizeName).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
