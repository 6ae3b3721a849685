import { z } from 'zod';
import { ProviderError } from '../../core/domain/failure.ts';
import type { ProviderAnswer } from '../../core/ports/image-provider.ts';
import { costOf, type Price, type TokenUsage } from '../../core/domain/price.ts';
import { inlineImage, isDataUri } from '../common/inline-image.ts';
import { refusedInside } from './refused-inside.ts';

const count = z.number().int().nonnegative();
const text = z.string().nullish().catch(null);
const usageSchema = z.object({
  input_tokens_details: z.object({ text_tokens: count, image_tokens: count }),
  output_tokens: count,
  /** Older models omit it: then all output is image. */
  output_tokens_details: z.object({ text_tokens: count, image_tokens: count }).nullish(),
});
const answerSchema = z.object({
  data: z.array(z.object({ b64_json: text, url: text }).catch({ b64_json: null })).catch([]),
  usage: usageSchema.nullable().catch(null),
});
type Item = z.infer<typeof answerSchema>['data'][number];

export interface ReadingAnswer {
  readonly price: Price | undefined;
  /** The API key, to remove it from failures. */
  readonly key: string;
  /** Fetches an image by its address. Throws a `ProviderError`. */
  readonly fetchImage: (address: string) => Promise<Uint8Array>;
}

/**
 * The image of an answer, and what it cost. OpenAI answers with one image in base64; compatible services also with data
 * URIs, with addresses, and with empty items. Rejects with a `ProviderError` for an answer without an image.
 */
export async function readAnswer(answer: unknown, reading: ReadingAnswer): Promise<ProviderAnswer> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    const detail = 'answered with something that is not JSON';
    throw new ProviderError({ kind: 'provider_error', detail });
  }
  const { data, usage } = parsed.data;
  const tokens = usage === null ? null : tokensOf(usage);
  const found = data.map(imageOf).find((one) => one !== undefined);
  const costUsd = costOf(reading.price, { tokens, images: found === undefined ? 0 : 1 });
  if (found === undefined) {
    throw new ProviderError(refusedInside(answer, reading.key), { costUsd, tokens });
  }
  if (typeof found !== 'string') return { bytes: found, costUsd, tokens };
  try {
    return { bytes: await reading.fetchImage(found), costUsd, tokens };
  } catch (cause) {
    // The image was made, and is paid.
    if (!(cause instanceof ProviderError)) throw cause;
    throw new ProviderError({ ...cause.failure, answered: true }, { costUsd, tokens });
  }
}

/** The image of an item, or its address; undefined when it has none. */
function imageOf({ b64_json: base64, url }: Item): Uint8Array | string | undefined {
  const inline = inlineImage(base64);
  if (inline !== undefined || url == null || url === '') return inline;
  return isDataUri(url) ? inlineImage(url) : url;
}

function tokensOf(usage: z.infer<typeof usageSchema>): TokenUsage {
  const { input_tokens_details: into, output_tokens: all, output_tokens_details: out } = usage;
  return {
    textIn: into.text_tokens,
    imageIn: into.image_tokens,
    textOut: out?.text_tokens ?? 0,
    imageOut: out?.image_tokens ?? all,
  };
}
