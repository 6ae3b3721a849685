import sharp from 'sharp';
import { z } from 'zod';
import { type SchemaRules, schemaFault } from '../vendor/schema-rules.ts';
import { materialIn, type SeenPicture, type SeenText } from '../vendor/texts.ts';
import type { Fields } from './fields.ts';
import { OpenAiRefusal, wrong } from './refusal.ts';
import { TEXT_MODELS } from './text-models.ts';

const MAX_INSTRUCTIONS = 10_485_760;
const MIN_TOKENS = 16;
const MAX_TOKENS = 128_000;

const text = z.string();
const inputText = z.strictObject({ type: z.literal('input_text'), text });
const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: text,
  detail: z.enum(['low', 'high', 'auto', 'original']),
});
const message = z.strictObject({
  type: z.literal('message').optional(),
  role: z.enum(['user', 'developer', 'assistant', 'system']),
  content: z.array(z.discriminatedUnion('type', [inputText, inputImage])).min(1),
});
const format = z.strictObject({
  type: z.literal('json_schema'),
  name: text.regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: text.optional(),
  strict: z.literal(true, 'Structured outputs need strict to be true.'),
  schema: z.unknown(),
});

/** Every field that is taken. What the service knows and the product never sends is refused as well. */
const requestSchema = z.strictObject({
  model: text,
  instructions: text.max(MAX_INSTRUCTIONS).optional(),
  input: z.array(message).min(1),
  max_output_tokens: z.int().min(MIN_TOKENS).max(MAX_TOKENS),
  store: z.boolean().optional(),
  stream: z.literal(false).optional(),
  reasoning: z.strictObject({ effort: text.nullish() }).nullish(),
  safety_identifier: text.max(64).optional(),
  text: z.strictObject({ format, verbosity: z.enum(['low', 'medium', 'high']).optional() }),
});
type TextRequest = z.infer<typeof requestSchema>;
type Content = TextRequest['input'][number]['content'][number];

/** What the guide to structured outputs lists. It bounds no texts. */
const RULES: SchemaRules = {
  keywords: new Set(
    '$defs $ref type title description enum const items minItems maxItems minimum maximum exclusiveMinimum exclusiveMaximum multipleOf pattern format anyOf properties additionalProperties required'.split(
      ' ',
    ),
  ),
  strict: true,
  maxDepth: 10,
};

/** A request for a text that the service takes. Throws a refusal. */
export async function readTextRequest(
  fields: Fields,
  offered: readonly string[],
): Promise<Omit<SeenText, 'gone'>> {
  const request = shaped(fields);
  const { model, input, instructions = '', text: config, store, reasoning } = request;
  checkModel(model, reasoning?.effort ?? null, offered);
  const { name, schema } = config.format;
  const fault = schemaFault(schema, RULES);
  if (fault !== undefined) {
    const why = `Invalid schema for response_format '${name}': ${fault}`;
    throw wrong(why, 'text.format.schema', 'invalid_json_schema');
  }
  const contents = input.flatMap(({ content }) => content);
  const [first] = contents;
  return {
    purpose: name,
    model,
    instructions,
    material: materialIn(first?.type === 'input_text' ? first.text : ''),
    pictures: await picturesIn(contents),
    schema,
    maxTokens: request.max_output_tokens,
    parameters: { store, reasoning, verbosity: config.verbosity },
  };
}

function shaped(fields: Fields): TextRequest {
  const parsed = requestSchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const param = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const name = [...issue.path, issue.keys[0]].join('.');
    throw wrong(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
  throw wrong(`Invalid '${param}': ${issue?.message}`, param, 'invalid_value');
}

function checkModel(model: string, effort: string | null, offered: readonly string[]): void {
  const efforts = offered.includes(model) ? TEXT_MODELS.get(model) : undefined;
  if (efforts === undefined) {
    const why = `The model \`${model}\` does not exist or you do not have access to it.`;
    throw new OpenAiRefusal(404, { message: why, code: 'model_not_found' }, false);
  }
  if (effort === null || efforts.includes(effort)) return;
  const known = efforts.map((one) => `'${one}'`).join(', ');
  const why = `Unsupported value: '${effort}' is not supported with the '${model}' model. Supported values are: ${known}.`;
  throw wrong(why, 'reasoning.effort', 'unsupported_value');
}

async function picturesIn(contents: readonly Content[]): Promise<readonly SeenPicture[]> {
  const found: SeenPicture[] = [];
  for (const [n, content] of contents.entries()) {
    if (content.type !== 'input_image') continue;
    const before = contents[n - 1];
    const label = before?.type === 'input_text' ? before.text : '';
    found.push({ label, ...(await pictureOf(content.image_url)) });
  }
  return found;
}

/** The picture of a data URL, if it is what it is said to be. */
async function pictureOf(url: string): Promise<{ type: string; bytes: Buffer }> {
  const [, type = '', data = ''] =
    /^data:(image\/(?:png|jpeg|webp|gif));base64,([A-Za-z0-9+/]+=*)$/.exec(url) ?? [];
  const bytes = Buffer.from(data, 'base64');
  if (type !== '' && (await typeOf(bytes)) === type) return { type, bytes };
  const why =
    'The image data you provided does not represent a valid image. Please check your input and try again with one of the supported image formats.';
  throw wrong(why, 'input', 'invalid_base64_image');
}

function typeOf(bytes: Buffer): Promise<string> {
  return sharp(bytes)
    .metadata()
    .then(
      ({ format: name }) => `image/${name}`,
      () => 'nothing',
    );
}
