import type { z } from 'zod';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import { costOf, type Price, type TokenUsage } from '../../core/domain/price.ts';
import type { TextAnswer } from '../../core/ports/text-model.ts';
import { cleanMessage } from './clean-message.ts';
import { declines } from './refusal-words.ts';

/** Characters of an answer at most: several times what any of ours needs, and nothing to parse. */
export const MAX_ANSWER_CHARS = 32_000;

/** What a call ended with: the answer's text, or why there is none. */
export interface SaidText {
  readonly said: string | Failure;
  readonly tokens: TokenUsage | null;
}

export interface ReadingText<T> {
  readonly schema: z.ZodType<T>;
  readonly price: Price;
  /** The API key, to remove it from failures. */
  readonly key: string;
}

/** The value of an answer, and what it cost. Throws a `ProviderError`, with that cost, for everything else. */
export function readText<T>({ said, tokens }: SaidText, reading: ReadingText<T>): TextAnswer<T> {
  const costUsd = costOf(reading.price, { tokens, images: 0 });
  const read = typeof said === 'string' ? readValue(said, reading) : { failure: said };
  if ('value' in read) return { value: read.value, costUsd, tokens };
  throw new ProviderError(read.failure, { costUsd, tokens });
}

type Read<T> = { readonly value: T } | { readonly failure: Failure };

function readValue<T>(text: string, { schema, key }: ReadingText<T>): Read<T> {
  if (text.length > MAX_ANSWER_CHARS) {
    return other(`answered with ${text.length} characters, more than ${MAX_ANSWER_CHARS}`);
  }
  if (text.trim() === '') return other('answered with nothing');
  const parsed = parseJson(text);
  if (parsed === undefined) return { failure: failureOfWords(text, key) };
  const read = schema.safeParse(parsed.json);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') || 'the whole';
  const why = cleanMessage(`${where}: ${issue?.message ?? ''}`, key);
  return other(`answered with JSON of another shape (${why})`);
}

/** A model that refuses in words does so without a brace; words around JSON are an answer, and a wrong one. */
function failureOfWords(text: string, key: string): Failure {
  if (!text.includes('{') && declines(text)) {
    return { kind: 'safety_block', detail: cleanMessage(text, key) };
  }
  return other('answered with something that is not JSON').failure;
}

function other(detail: string): { readonly failure: Failure } {
  return { failure: { kind: 'provider_error', detail, answered: true } };
}

function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
