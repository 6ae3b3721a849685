import { z } from 'zod';
import { type SchemaRules, schemaFault } from '../vendor/schema-rules.ts';
import { materialIn, type SeenPicture, type SeenText } from '../vendor/texts.ts';
import { GeminiRefusal } from './refusal.ts';
import { decode } from './rules.ts';
import { bool, content, float, int32, invalid, parseBody, text, thinkingConfig } from './schema.ts';
import type { FakeTextModel } from './text-models.ts';

/** Every field that is taken. What the service knows and the product never sends is refused as well. */
const requestSchema = z.strictObject({
  contents: z.array(content).min(1, 'contents is not specified'),
  systemInstruction: content.optional(),
  store: bool.optional(),
  generationConfig: z
    .strictObject({
      maxOutputTokens: int32.optional(),
      temperature: float.optional(),
      responseMimeType: text.optional(),
      responseJsonSchema: z.unknown().optional(),
      thinkingConfig: thinkingConfig.optional(),
    })
    .default({}),
});
type TextRequest = z.infer<typeof requestSchema>;
type Part = TextRequest['contents'][number]['parts'][number];

/** As the types of the vendor's package list them. */
const RULES: SchemaRules = {
  keywords: new Set(
    '$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum maximum anyOf oneOf properties additionalProperties required propertyOrdering'.split(
      ' ',
    ),
  ),
  strict: false,
  maxDepth: 10,
};
const MAX_TOKENS = 65_536;

/** A request for a text that the service takes. Throws a refusal. */
export async function readTextRequest(
  body: Buffer,
  model: FakeTextModel,
): Promise<Omit<SeenText, 'model' | 'gone'>> {
  const request = parseBody(body, requestSchema);
  const { generationConfig: config, systemInstruction, contents, store } = request;
  checkThinking(config.thinkingConfig, model);
  const { maxOutputTokens = MAX_TOKENS, thinkingConfig: thinking, temperature } = config;
  if (maxOutputTokens < 1 || maxOutputTokens > MAX_TOKENS) {
    const message = `Unable to submit request because it has a maxOutputTokens value of ${maxOutputTokens} but the supported range is from 1 (inclusive) to ${MAX_TOKENS + 1} (exclusive).`;
    throw new GeminiRefusal('INVALID_ARGUMENT', message);
  }
  const parts = contents.flatMap((one) => one.parts);
  const [first] = parts;
  return {
    purpose: titleOf(config),
    instructions: systemInstruction?.parts.map((part) => part.text ?? '').join('\n') ?? '',
    material: materialIn(first?.text ?? ''),
    pictures: await picturesIn(parts),
    schema: config.responseJsonSchema,
    maxTokens: maxOutputTokens,
    parameters: { store, thinkingConfig: thinking, temperature },
  };
}

/** The schema's title, once the schema is one that the service takes. */
function titleOf(config: TextRequest['generationConfig']): string {
  const { responseMimeType, responseJsonSchema: schema } = config;
  if (responseMimeType !== 'application/json' || schema === undefined) {
    const message = 'Response JSON schema and response mime type application/json go together.';
    throw invalid(message, 'generation_config.response_json_schema');
  }
  const fault = schemaFault(schema, RULES);
  if (fault !== undefined) throw invalid(fault, 'generation_config.response_json_schema');
  return z.object({ title: z.string() }).safeParse(schema).data?.title ?? '';
}

function checkThinking(
  config: TextRequest['generationConfig']['thinkingConfig'],
  { levels }: FakeTextModel,
): void {
  const level = config?.thinkingLevel;
  if (level !== undefined && config?.thinkingBudget !== undefined) {
    const message = 'You can only set only one of thinking budget and thinking level.';
    throw new GeminiRefusal('INVALID_ARGUMENT', message);
  }
  if (level === undefined || levels.includes(level)) return;
  const message = `Thinking level ${level} is not supported for this model.`;
  throw new GeminiRefusal('INVALID_ARGUMENT', message);
}

async function picturesIn(parts: readonly Part[]): Promise<readonly SeenPicture[]> {
  const found: SeenPicture[] = [];
  for (const [n, { inlineData }] of parts.entries()) {
    if (inlineData === undefined) continue;
    const label = parts[n - 1]?.text ?? '';
    found.push({ label, type: inlineData.mimeType, bytes: await decode(inlineData) });
  }
  return found;
}
