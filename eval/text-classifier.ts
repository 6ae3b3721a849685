import type { Classification } from '../src/core/domain/spec.ts';
import { planFrom, planRequest } from '../src/core/plan/text-plan.ts';
import type { Classifier, Known } from '../src/core/ports/classifier.ts';
import type { TextModel } from '../src/core/ports/text-model.ts';

/** A text model that classifies as it does for a pair without attachments. What fails stays failed: no rules stand in. */
export class TextClassifier implements Classifier {
  readonly #model: TextModel;

  constructor(model: TextModel) {
    this.#model = model;
  }

  get name(): string {
    return this.#model.id;
  }

  async classify(prompt: string, known: Known, signal: AbortSignal): Promise<Classification> {
    const { value } = await this.#model.complete(planRequest(prompt, known, []), signal);
    return planFrom(value, known, false);
  }
}
