import { z } from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

/** What both vendors document for answers in a JSON schema: all that is not here is left out, and holds when the answer is read. */
const KEYWORDS: ReadonlySet<string> = new Set([
  '$defs',
  '$ref',
  'type',
  'title',
  'description',
  'enum',
  'anyOf',
  'items',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'properties',
  'required',
  'additionalProperties',
]);

/**
 * The JSON schema of answers that `schema` reads, as vendors take it: every object is closed and has all its properties,
 * and the longest text is said in words. `name` is its title. Throws for what JSON cannot say, such as dates.
 */
export function answerSchema(schema: z.ZodType, name: string): JsonSchema {
  const { $schema: _, ...whole } = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
  return { title: name, ...plainSchema(whole) };
}

function plainSchema(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(withLength(withEnum(schema)))
    .filter(([key, value]) => KEYWORDS.has(key) && !isNoBound(value))
    .map(([key, value]) => [key, plainValue(key, value)] as const);
  return { ...Object.fromEntries(entries), ...closed(schema) };
}

function plainValue(key: string, value: unknown): unknown {
  if (key === 'anyOf' && Array.isArray(value)) return value.map(plainAny);
  if (key === 'items') return plainAny(value);
  if ((key === 'properties' || key === '$defs') && isSchema(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainAny(one)]));
  }
  return value;
}

function plainAny(value: unknown): unknown {
  return isSchema(value) ? plainSchema(value) : value;
}

/** OpenAI's strict mode demands both of every object. */
function closed({ type, properties }: JsonSchema): JsonSchema {
  if (type !== 'object' || !isSchema(properties)) return {};
  return { required: Object.keys(properties), additionalProperties: false };
}

/** Gemini knows one value as a list of one. */
function withEnum(schema: JsonSchema): JsonSchema {
  return Object.hasOwn(schema, 'const') ? { ...schema, enum: [schema['const']] } : schema;
}

/** No vendor bounds texts, so the model is told. */
function withLength(schema: JsonSchema): JsonSchema {
  const { maxLength, description } = schema;
  if (typeof maxLength !== 'number') return schema;
  const said = typeof description === 'string' ? `${description} ` : '';
  return { ...schema, description: `${said}At most ${maxLength} characters.` };
}

/** A whole number without a bound of its own has those of JavaScript. */
function isNoBound(value: unknown): boolean {
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
