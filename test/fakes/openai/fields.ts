import { checkSize, type Family, familyOf } from './families.ts';
import { OpenAiRefusal, wrong } from './refusal.ts';

export type Endpoint = 'generations' | 'edits';
export type Fields = Readonly<Record<string, unknown>>;

/** Throws a refusal for a value that the service does not take. */
type Rule = (value: unknown, name: string, family: Family) => void;

const MAX_PROMPT = 32_000;
const MAX_IDENTIFIER = 128;

const oneOf =
  (choices: (family: Family) => readonly string[]): Rule =>
  (value, name, family) => {
    const known = choices(family);
    if (known.length === 0) throw unknownField(name);
    if (typeof value === 'string' && known.includes(value)) return;
    const list = known.map((one) => `'${one}'`).join(', ');
    throw wrong(
      `Invalid value: '${String(value)}'. Supported values are: ${list}.`,
      name,
      'invalid_value',
    );
  };
const integer =
  (min: number, max: number): Rule =>
  (value, name) => {
    if (!Number.isInteger(value)) throw wrongType(name, 'an integer', value);
    if (Number(value) >= min && Number(value) <= max) return;
    const why = `Expected a value between ${min} and ${max}, but got ${String(value)} instead.`;
    throw wrong(`Invalid '${name}': integer out of range. ${why}`, name, 'integer_out_of_range');
  };
const text =
  (max: number): Rule =>
  (value, name) => {
    if (typeof value !== 'string') throw wrongType(name, 'a string', value);
    if (value.length <= max) return;
    const why = `Expected a string with maximum length ${max}, but got a string with length ${value.length} instead.`;
    throw wrong(`Invalid '${name}': string too long. ${why}`, name, 'string_above_max_length');
  };
const size: Rule = (value, name, family) => {
  if (typeof value !== 'string') throw wrongType(name, 'a string', value);
  checkSize(value, family);
};

/** Every field that is taken. What the service knows and the product never sends is refused as well. */
const COMMON: Readonly<Record<string, Rule>> = {
  model: text(MAX_IDENTIFIER),
  prompt: text(MAX_PROMPT),
  n: integer(1, 10),
  size,
  quality: oneOf(({ qualities }) => qualities),
  background: oneOf(() => ['transparent', 'opaque', 'auto']),
  output_format: oneOf(() => ['png', 'jpeg', 'webp']),
  output_compression: integer(0, 100),
  complexity: oneOf(({ complexity }) => (complexity ? ['low', 'medium', 'high'] : [])),
  user: text(MAX_IDENTIFIER),
  safety_identifier: text(MAX_IDENTIFIER),
};
const RULES: Readonly<Record<Endpoint, Readonly<Record<string, Rule>>>> = {
  generations: { ...COMMON, moderation: oneOf(() => ['low', 'auto']) },
  edits: { ...COMMON, input_fidelity: oneOf(({ fidelities }) => fidelities) },
};

/** The fields, once each is known and right for the model. Throws a refusal, as the service does. */
export function checkFields(fields: Fields, endpoint: Endpoint, offered: readonly string[]): void {
  const rules = RULES[endpoint];
  for (const name of ['model', 'prompt']) if (!hasText(fields[name])) throw missing(name);
  const model = String(fields['model']);
  const family = offered.includes(model) ? familyOf(model) : undefined;
  if (family === undefined) throw unknownModel(model);
  for (const [name, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw unknownField(name);
    // Null is "as by default" wherever something is by default.
    if (value !== null) rule(value, name, family);
  }
  checkTogether(fields);
}

function checkTogether({
  background,
  output_format: format,
  output_compression: compression,
}: Fields): void {
  if (background === 'transparent' && format === 'jpeg') {
    const message = "Transparent background is not supported for 'jpeg' output format.";
    throw wrong(message, 'background', 'invalid_value');
  }
  if (compression != null && format !== 'jpeg' && format !== 'webp') {
    const message = "Compression less than 100 is not supported for 'png' output format.";
    throw wrong(message, 'output_compression', 'invalid_value');
  }
}

export function missing(name: string): OpenAiRefusal {
  const message = `Missing required parameter: '${name}'.`;
  return wrong(message, name, 'missing_required_parameter');
}

function hasText(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function unknownField(name: string): OpenAiRefusal {
  return wrong(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
}

function wrongType(name: string, expected: string, value: unknown): OpenAiRefusal {
  const message = `Invalid type for '${name}': expected ${expected}, but got ${typeof value} instead.`;
  return wrong(message, name, 'invalid_type');
}

/** As the image endpoints say it; for text it is a 404 with `model_not_found`. */
function unknownModel(model: string): OpenAiRefusal {
  const message = `The model '${model}' does not exist.`;
  const type = 'image_generation_user_error';
  return new OpenAiRefusal(400, { message, type, param: 'model', code: 'invalid_value' }, false);
}
