import type { TextAnswer, TextModel, TextRequest } from '../src/core/ports/text-model.ts';

/** A text model that adds up what its calls cost. */
export class CountedModel implements TextModel {
  readonly #model: TextModel;
  #calls = 0;
  #unknown = 0;
  #usd = 0;

  constructor(model: TextModel) {
    this.#model = model;
  }

  get provider(): string {
    return this.#model.provider;
  }

  get id(): string {
    return this.#model.id;
  }

  get displayName(): string {
    return this.#model.displayName;
  }

  get seesPictures(): boolean {
    return this.#model.seesPictures;
  }

  /** Calls, those whose cost is not known (failures too), and dollars of the others. */
  get spent(): Spent {
    return { calls: this.#calls, unknown: this.#unknown, usd: this.#usd };
  }

  async complete<T>(request: TextRequest<T>, signal: AbortSignal): Promise<TextAnswer<T>> {
    this.#calls += 1;
    this.#unknown += 1;
    const answer = await this.#model.complete(request, signal);
    if (answer.costUsd !== null) {
      this.#unknown -= 1;
      this.#usd += answer.costUsd;
    }
    return answer;
  }
}

export interface Spent {
  readonly calls: number;
  readonly unknown: number;
  readonly usd: number;
}
