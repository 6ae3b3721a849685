import type { GoogleGenAI } from '@google/genai';
import { type TextModelSpec, textPriceOf } from '../../core/domain/text-model.ts';
import type { TextAnswer, TextModel, TextRequest } from '../../core/ports/text-model.ts';
import type { VendorAccess } from '../common/access.ts';
import { fetchShort } from '../common/bounded-fetch.ts';
import { readText } from '../common/read-text.ts';
import { requirePictures } from '../common/text-request.ts';
import { geminiClient } from './client.ts';
import { generate } from './generate.ts';
import { textOf } from './text-answer.ts';
import { textRequestOf } from './text-request.ts';

/** Google's Gemini text models, through the vendor's own client. */
export class GeminiText implements TextModel {
  readonly provider = 'gemini';
  readonly #row: TextModelSpec;
  readonly #models: GoogleGenAI['models'];
  readonly #key: string;

  constructor(row: TextModelSpec, access: VendorAccess) {
    this.#row = row;
    this.#models = geminiClient(access).models;
    this.#key = access.apiKey;
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
    const answer = await generate((sending) => textRequestOf(this.#row, request, sending), {
      models: this.#models,
      key: this.#key,
      signal,
      fetch: fetchShort,
    });
    const reading = { schema: request.schema, price: textPriceOf(this.#row), key: this.#key };
    return readText(textOf(answer, this.#key), reading);
  }
}
