import { type CategoryWords, classifyByRules } from './plan.ts';
import type { Classifier } from './ports.ts';
import type { Classification } from './spec.ts';

/** The classifier that needs no key: the rules. */
export class RulesClassifier implements Classifier {
  readonly name = 'rules';

  async classify(prompt: string, categories: readonly CategoryWords[]): Promise<Classification> {
    return classifyByRules(prompt, categories);
  }
}
