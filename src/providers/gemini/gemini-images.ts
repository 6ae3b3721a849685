import type { GenerateContentResponse, GoogleGenAI } from '@google/genai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import { costOf } from '../../core/domain/price.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { unasked } from '../shared/unasked.ts';
import { failureOfAnswer, imageOf } from './answer.ts';
import { failureOfThrown, wordsOf } from './classify.ts';
import { FinishMessage } from './finish-message.ts';
import { requestOf } from './request.ts';
import { tokensOf } from './usage.ts';

/** Google's Gemini image models, through the vendor's own client. */
export class GeminiImages implements VendorImages {
  readonly name = 'gemini';
  readonly #client: GoogleGenAI;
  readonly #apiKey: string;

  /** `apiKey` is the client's, to be kept out of what the vendor says. */
  constructor(client: GoogleGenAI, apiKey: string) {
    this.#client = client;
    this.#apiKey = apiKey;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const answer = await this.#ask(spec, references, signal);
    const bytes = imageOf(answer);
    const tokens = tokensOf(answer.usageMetadata, bytes !== undefined);
    // What was blocked was read, and maybe painted, all the same: its tokens are paid.
    const costUsd = costOf(spec.price, { tokens, images: bytes === undefined ? 0 : 1 });
    if (bytes !== undefined) return { bytes, costUsd, tokens };
    throw new ProviderError(failureOfAnswer(answer, this.#apiKey), { costUsd, tokens });
  }

  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    const { models: vendor } = this.#client;
    const config = { abortSignal: signal };
    const asked =
      models.length === 0
        ? [vendor.list({ config: { ...config, pageSize: 1 } })]
        : models.map((model) => vendor.get({ model, config }));
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
    const finish = new FinishMessage();
    const request = requestOf(spec, references, { signal, fetch: finish.fetch });
    try {
      const answer = await this.#client.models.generateContent(request);
      const [candidate] = answer.candidates ?? [];
      if (candidate !== undefined && finish.text !== undefined) {
        candidate.finishMessage = finish.text;
      }
      return answer;
    } catch (cause) {
      // The SDK's error says only that somebody let go. Our signal says that it was us.
      if (signal.aborted) {
        throw new ProviderError({ kind: 'timeout', detail: 'given up before it was answered' });
      }
      // Without its cause, whose words are not cleaned.
      if (finish.isSent) throw new ProviderError(failureOfThrown(cause, this.#apiKey));
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
