import type { OpenAI } from 'openai';
import { ProviderError } from '../../core/domain/failure.ts';
import { type TextModelSpec, textPriceOf } from '../../core/domain/text-model.ts';
import type { Clock } from '../../core/ports/system.ts';
import type { TextAnswer, TextModel, TextRequest } from '../../core/ports/text-model.ts';
import type { VendorAccess } from '../common/access.ts';
import { fetchShort } from '../common/bounded-fetch.ts';
import { limitBy } from '../common/limit-of.ts';
import { readText } from '../common/read-text.ts';
import { requirePictures } from '../common/text-request.ts';
import { classify } from './classify.ts';
import { openAiClient } from './client.ts';
import { textOf } from './text-answer.ts';
import { textRequestOf } from './text-request.ts';

/**
 * OpenAI's text models, by the Responses API: it is the one that OpenAI recommends, says a refusal apart from the answer, and
 * is served by the gateways that people host too (vLLM, LiteLLM, Ollama). A gateway with chat completions alone answers 404.
 */
export class OpenAiText implements TextModel {
  readonly provider = 'openai';
  readonly #row: TextModelSpec;
  readonly #client: OpenAI;
  readonly #key: string;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(row: TextModelSpec, access: VendorAccess, clock: Pick<Clock, 'now'>) {
    this.#row = row;
    this.#client = openAiClient(access, fetchShort);
    this.#key = access.apiKey;
    this.#clock = clock;
  }

  get id(): string {
    return this.#row.id;
  }

  get displayName(): string {
    return this.#row.displayName;
  }

  get seesPictures(): boolean {
    return this.#row.seesPictures;
  }

  async complete<T>(request: TextRequest<T>, signal: AbortSignal): Promise<TextAnswer<T>> {
    requirePictures(request.pictures, this.seesPictures);
    const answer = textOf(await this.#call(request, signal), this.#key);
    const reading = { schema: request.schema, price: textPriceOf(this.#row), key: this.#key };
    return readText(answer, reading);
  }

  async #call<T>(request: TextRequest<T>, signal: AbortSignal): Promise<unknown> {
    const body = textRequestOf(this.#row, request);
    try {
      // Not `responses.create`, which reads the answer's items before anybody has checked them, and fails on other shapes.
      return await this.#client.post('/responses', { body, signal });
    } catch (cause) {
      const failure = classify(cause, { key: this.#key, now: this.#clock.now() });
      throw new ProviderError(limitBy(failure, this.#row.model));
    }
  }
}
