import { z } from 'zod';
import { HalfCharacter, strictJson } from '../vendor/strict-json.ts';
import { badField, GeminiRefusal } from './refusal.ts';

/** What a value of another type is refused with: the type it should have. */
export const text = z.string({ error: 'TYPE_STRING' });
export const float = z.number({ error: 'TYPE_FLOAT' });
export const int32 = z.int32({ error: 'TYPE_INT32' });
export const bool = z.boolean({ error: 'TYPE_BOOL' });

function named<T extends string>(name: string, values: readonly T[]) {
  const type = `type.googleapis.com/google.ai.generativelanguage.v1beta.${name}`;
  return z.enum(values, { error: type });
}

const blob = z.strictObject({ mimeType: text, data: text.refine(isBase64, 'TYPE_BYTES') });
const part = z.strictObject({ text: text.optional(), inlineData: blob.optional() });
export const content = z.strictObject({ role: text.optional(), parts: z.array(part).default([]) });

export const thinkingConfig = z.strictObject({
  includeThoughts: bool.optional(),
  thinkingBudget: int32.optional(),
  thinkingLevel: named('ThinkingConfig.ThinkingLevel', [
    'MINIMAL',
    'LOW',
    'MEDIUM',
    'HIGH',
  ]).optional(),
});

const generationConfig = z.strictObject({
  candidateCount: int32.optional(),
  maxOutputTokens: int32.optional(),
  temperature: float.optional(),
  topP: float.optional(),
  topK: int32.optional(),
  seed: int32.optional(),
  responseModalities: z
    .array(named('GenerationConfig.Modality', ['TEXT', 'IMAGE', 'AUDIO']))
    .optional(),
  thinkingConfig: thinkingConfig.optional(),
  imageConfig: z
    .strictObject({ aspectRatio: text.optional(), imageSize: text.optional() })
    .optional(),
});

const requestSchema = z.strictObject({
  contents: z.array(content).default([]),
  generationConfig: generationConfig.default({}),
  systemInstruction: content.optional(),
  safetySettings: z.array(z.strictObject({ category: text, threshold: text })).optional(),
});
export type GenerateRequest = z.infer<typeof requestSchema>;

/** A request for an image as the service's parser takes it. Throws a refusal in its words. */
export function parseRequest(body: Buffer): GenerateRequest {
  return parseBody(body, requestSchema);
}

/** A request's JSON, likewise. */
export function parseBody<T>(body: Buffer, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = strictJson(body.toString('utf8'));
  } catch (cause) {
    if (cause instanceof HalfCharacter) {
      throw new GeminiRefusal('FAILED_PRECONDITION', 'The input data is not valid json.');
    }
    throw invalid('Invalid JSON payload received. Expected a value.', '');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = pathOf(issue?.path ?? []);
  if (issue?.code === 'unrecognized_keys') {
    const at = path === '' ? '' : ` at '${path}'`;
    const unknown = `Unknown name "${issue.keys[0]}"${at}: Cannot find field.`;
    throw invalid(`Invalid JSON payload received. ${unknown}`, path);
  }
  throw invalid(`Invalid value at '${path}' (${issue?.message})`, path);
}

/** A refusal that names a field. */
export function invalid(message: string, field: string): GeminiRefusal {
  return new GeminiRefusal('INVALID_ARGUMENT', message, [badField(field, message)]);
}

/** `contents[0].parts[1].inline_data`: paths are in the names of the protocol buffers. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${snake(String(step))}`))
    .join('')
    .replace(/^\./, '');
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isBase64(data: string): boolean {
  return Buffer.from(data, 'base64').toString('base64') === data;
}
