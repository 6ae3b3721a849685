import type { GoogleGenAI } from '@google/genai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import { costOf } from '../../core/domain/price.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { fetchHere, type VendorAccess } from '../common/access.ts';
import { failureOfAnswer, imageOf } from './answer.ts';
import { failureOfThrown } from './classify.ts';
import { geminiClient } from './client.ts';
import { generate } from './generate.ts';
import { requestOf } from './request.ts';
import { tokensOf } from './usage.ts';

/** Google's Gemini image models, through the vendor's own client. */
export class GeminiImages implements VendorImages {
  readonly name = 'gemini';
  readonly #models: GoogleGenAI['models'];
  readonly #apiKey: string;

  constructor(access: VendorAccess) {
    this.#models = geminiClient(access).models;
    this.#apiKey = access.apiKey;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const answer = await generate((sending) => requestOf(spec, references, sending), {
      models: this.#models,
      key: this.#apiKey,
      signal,
      fetch: fetchHere,
    });
    const bytes = imageOf(answer);
    const tokens = tokensOf(answer.usageMetadata, bytes !== undefined);
    // The vendor charges the tokens of blocked requests too.
    const costUsd = costOf(spec.price, { tokens, images: bytes === undefined ? 0 : 1 });
    if (bytes !== undefined) return { bytes, costUsd, tokens };
    throw new ProviderError(failureOfAnswer(answer, this.#apiKey), { costUsd, tokens });
  }

  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    const config = { abortSignal: signal };
    const asked =
      models.length === 0
        ? [this.#models.list({ config: { ...config, pageSize: 1 } })]
        : models.map((model) => this.#models.get({ model, config }));
    const found = await Promise.all(asked.map((look) => this.#failureOf(look, signal)));
    const failure = found.find((one) => one !== null && one.kind !== 'model_gone') ?? null;
    if (failure !== null) return { failure, missing: [] };
    return { failure: null, missing: models.filter((_, n) => found[n] !== null) };
  }

  async #failureOf(look: Promise<unknown>, signal: AbortSignal): Promise<Failure | null> {
    try {
      await look;
      return null;
    } catch (cause) {
      signal.throwIfAborted();
      return failureOfThrown(cause, this.#apiKey);
    }
  }
}
