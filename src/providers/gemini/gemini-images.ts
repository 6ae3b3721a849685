import { ApiError, type GenerateContentResponse, type GoogleGenAI } from '@google/genai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import { costOf } from '../../core/domain/price.ts';
import type { Spec } from '../../core/domain/spec.ts';
import type { VendorAccess } from '../common/access.ts';
import { unasked } from '../common/image-type.ts';
import { failureOfAnswer, imageOf } from './answer.ts';
import { failureOfThrown, wordsOf } from './classify.ts';
import { geminiClient } from './client.ts';
import { RawAnswer } from './raw-answer.ts';
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
    const answer = await this.#ask(spec, references, signal);
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

  async #ask(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<GenerateContentResponse> {
    const raw = new RawAnswer();
    const request = requestOf(spec, references, { signal, fetch: raw.fetch });
    try {
      const answer = await this.#models.generateContent(request);
      const [candidate] = answer.candidates ?? [];
      if (candidate !== undefined && raw.finishMessage !== undefined) {
        candidate.finishMessage = raw.finishMessage;
      }
      if (candidate === undefined) throwInside(raw.error);
      return answer;
    } catch (cause) {
      // The SDK's error does not say who aborted the call.
      if (signal.aborted) {
        throw new ProviderError({ kind: 'timeout', detail: 'given up before it was answered' });
      }
      // Without its cause, whose message may hold the key.
      if (raw.isSent) throw new ProviderError(failureOfThrown(cause, this.#apiKey));
      throw unasked(wordsOf(cause, this.#apiKey));
    }
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

/** Throws an error inside an answer of 200, as the SDK throws one of its own status. */
function throwInside(error: RawAnswer['error']): void {
  if (error === undefined) return;
  throw new ApiError({ status: error.code, message: JSON.stringify({ error }) });
}
