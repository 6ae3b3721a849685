import { z } from 'zod';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type { ProviderAnswer } from '../../core/ports/image-provider.ts';
import { costOf, type Price, type TokenUsage } from '../../core/domain/price.ts';

const count = z.number().int().nonnegative();
const usageSchema = z.object({
  input_tokens_details: z.object({ text_tokens: count, image_tokens: count }),
  output_tokens: count,
  /** Older models omit it: then all output is image. */
  output_tokens_details: z.object({ text_tokens: count, image_tokens: count }).nullish(),
});
const answerSchema = z.object({
  data: z.array(z.object({ b64_json: z.string().optional().catch(undefined) })).catch([]),
  usage: usageSchema.nullable().catch(null),
});
const kind = 'provider_error';
const NO_JSON: Failure = { kind, detail: 'answered with something that is not JSON' };
const NO_IMAGE: Failure = { kind, detail: 'answered without an image', answered: true };

/** The image of an answer, and what it cost. Throws a `ProviderError` for an answer without one. */
export function readAnswer(answer: unknown, price: Price | undefined): ProviderAnswer {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new ProviderError(NO_JSON);
  const { data, usage } = parsed.data;
  const tokens = usage === null ? null : tokensOf(usage);
  const image = data[0]?.b64_json ?? '';
  const costUsd = costOf(price, { tokens, images: image === '' ? 0 : 1 });
  if (image === '') throw new ProviderError(NO_IMAGE, { costUsd, tokens });
  return { bytes: Buffer.from(image, 'base64'), costUsd, tokens };
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
