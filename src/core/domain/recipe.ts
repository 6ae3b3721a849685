import { sizeName } from './model.ts';
import type { SpecDraft } from './spec.ts';

/**
 * Everything that shapes the image except the seed, as one text. Credits and run budgets count specs of equal texts
 * as one recipe.
 */
export function recipeText(draft: SpecDraft): string {
  return JSON.stringify([
    draft.version,
    draft.prompt,
    draft.references.map(({ role, key }) => [role, key]),
    draft.toneRatio,
    draft.angleRatio,
    draft.modelId,
    sizeName(draft.size),
    sorted(draft.parameters),
  ]);
}

/** The same value with the keys of every object in order, so that equal values make equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
