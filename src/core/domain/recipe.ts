import { sorted } from '../base/canonical.ts';
import { sizeName } from './model.ts';
import type { Ratio, SpecDraft } from './spec.ts';

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

/** The ratios of a spec that shape its image: without a tone reference, or without an angle, its prompt has none. */
export interface Shaping {
  readonly tone: boolean;
  readonly angle: boolean;
}

export function shapingRatios({
  references,
  angle,
}: Pick<SpecDraft, 'references' | 'angle'>): Shaping {
  const has = (role: 'tone' | 'angle') => references.some((one) => one.role === role);
  return { tone: has('tone'), angle: angle !== null || has('angle') };
}

/** Where a side's angle comes from. */
export type ShownAngle = 'text' | 'reference' | 'none';

export function angleOf({
  references,
  angle,
}: Pick<SpecDraft, 'references' | 'angle'>): ShownAngle {
  if (references.some(({ role }) => role === 'angle')) return 'reference';
  return angle === null ? 'none' : 'text';
}

/** Whether two specs ask for the same image but for the seed: a ratio that shapes nothing makes no difference. */
export function sameRecipe(one: SpecDraft, other: SpecDraft): boolean {
  return recipeText(withoutIdleRatios(one)) === recipeText(withoutIdleRatios(other));
}

function withoutIdleRatios(draft: SpecDraft): SpecDraft {
  const { tone, angle } = shapingRatios(draft);
  return {
    ...draft,
    toneRatio: tone ? draft.toneRatio : IDLE,
    angleRatio: angle ? draft.angleRatio : IDLE,
  };
}
const IDLE: Ratio = 100;

/** Which ratios that are staged on an image would make another image. */
export function stagedChanges({
  spec,
  staged,
}: {
  readonly spec: SpecDraft;
  readonly staged: { readonly tone: Ratio; readonly angle: Ratio };
}): Shaping {
  const { tone, angle } = shapingRatios(spec);
  return {
    tone: tone && staged.tone !== spec.toneRatio,
    angle: angle && staged.angle !== spec.angleRatio,
  };
}
