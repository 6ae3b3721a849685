import {
  ACTIONS,
  FRAMINGS,
  hasAny,
  SETTINGS,
  SPECIFIC_ANGLES,
  SPECIFIC_STYLES,
  STYLES,
  type WordList,
} from './lexicon.ts';
import { lookWords, saysLook } from './looks.ts';
import type { HeadCount } from './people-mentions.ts';
import { peopleIn } from './people.ts';
import { placeIn } from './places.ts';
import { hasScenery, subjectOf } from './subject.ts';
import type { Category } from '../domain/reference.ts';
import type { Classification, Ratio, SceneKind } from '../domain/spec.ts';
import type { Classifier, Known } from '../ports/classifier.ts';

/** The words that match a prompt to a category. */
export type CategoryWords = Pick<Category, 'slug' | 'tags'>;

/**
 * Classifies a prompt by rules. Pure. `places`: those of the pool's references. Throws when the pool has no category,
 * which the operator must mend.
 */
export function classifyByRules(
  prompt: string,
  categories: readonly CategoryWords[],
  places: readonly string[] = [],
): Classification {
  const location = placeIn(prompt, places);
  const people = peopleIn(prompt);
  return {
    category: categoryOf(prompt, categories),
    toneRatio: toneRatioOf(prompt, location),
    angleRatio: angleRatioOf(prompt),
    intentPerson: people === 'one',
    scene: sceneOf(prompt, people),
    location,
  };
}

/** Whether the prompt mentions several people. */
export function mentionsSeveral(prompt: string): boolean {
  return peopleIn(prompt) === 'several';
}

function sceneOf(prompt: string, people: HeadCount): SceneKind {
  if (people === 'several') return 'group';
  if (people === 'one') return 'single-subject';
  switch (subjectOf(prompt)) {
    case 'animal':
      return 'single-subject';
    case 'animals':
      return 'group';
    case 'object':
      return 'object';
    case 'scenery':
    case null:
      return 'scene';
  }
}

function categoryOf(prompt: string, categories: readonly CategoryWords[]): string {
  const [first, ...others] = categories
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .map(({ slug, tags }) => ({ slug, score: lookScore(prompt, tags) }));
  if (first === undefined) throw new Error('the reference pool has no category');
  return others.reduce((best, other) => (other.score > best.score ? other : best), first).slug;
}

/** How many words of the text say the look of a category. */
function lookScore(prompt: string, tags: WordList): number {
  return lookWords(tags).filter((word) => saysLook(prompt, word)).length;
}

/** 25 for a very specific style, 50 for a general one, 75 for a setting, 100 for neither. */
function toneRatioOf(prompt: string, location: string | null): Ratio {
  if (SPECIFIC_STYLES.some((word) => saysLook(prompt, word))) return 25;
  const styles = STYLES.filter((word) => saysLook(prompt, word)).length;
  if (styles >= 3) return 25;
  if (styles > 0) return 50;
  return hasAny(prompt, SETTINGS) || hasScenery(prompt) || location !== null ? 75 : 100;
}

/** 25 for a camera angle or lens, 50 for framing, 75 for an action, 100 for none. */
function angleRatioOf(prompt: string): Ratio {
  if (hasAny(prompt, SPECIFIC_ANGLES)) return 25;
  if (hasAny(prompt, FRAMINGS)) return 50;
  return hasAny(prompt, ACTIONS) ? 75 : 100;
}

/** The rules as a classifier, which needs no key. */
export class RulesClassifier implements Classifier {
  readonly name = 'rules';

  async classify(prompt: string, { categories, places }: Known): Promise<Classification> {
    return classifyByRules(prompt, categories, places);
  }
}
