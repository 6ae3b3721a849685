import type { PoolSnapshot } from '../../domain/pool.ts';
import { mended, tidied } from '../../base/written.ts';
import { choiceOf, recipeOf } from '../../domain/experiment.ts';
import { fairModel, freezeSide } from '../../plan/freeze.ts';
import type { Store } from '../../ports/store.ts';
import type { Model } from '../../domain/model.ts';
import type { Generation, Pair } from '../../domain/pair.ts';
import { classifyByRules } from '../../plan/rules.ts';
import { ownIn } from '../../domain/pair-view.ts';
import { angleOf, shapingRatios } from '../../domain/recipe.ts';
import type { OwnReference, Reference } from '../../domain/reference.ts';
import { placesOf } from '../../plan/choose-references.ts';
import type { PairPlan, Ratio, Spec, SpecDraft } from '../../domain/spec.ts';
import { UserError } from '../../words/user-error.ts';

/** What somebody changes of one side; the rest stays as it was. */
export interface Change {
  readonly prompt?: string | undefined;
  readonly angle?: string | null | undefined;
  readonly lens?: string | null | undefined;
  readonly category?: string | undefined;
  readonly toneRatio?: Ratio | undefined;
  readonly angleRatio?: Ratio | undefined;
  /** Tones to use instead of choosing. */
  readonly references?: readonly Reference[] | undefined;
  /** The person's own images that stay. */
  readonly own?: readonly OwnReference[] | undefined;
}

/**
 * The side's spec after a change, with references chosen anew. Category and ratios stay as they were unless
 * changed. People, scene and place are read from the prompt again, by the rules, because a press must be
 * answered at once. Throws a `UserError` when the model cannot read it all.
 */
export function editedDraft(
  pair: Pair,
  from: Generation,
  change: Change,
  pool: PoolSnapshot,
  model: Model,
): SpecDraft {
  const { spec } = from;
  if (pair.plan === null) throw new UserError('not_available');
  const prompt = promptAfter(change.prompt, spec.userPrompt);
  return freezeSide(
    {
      side: from.side,
      recipe: recipeOf(pair, from.side),
      prompt,
      plan: planFor(pair.plan, prompt, change.category ?? spec.category, pool),
      angle: angleAfter(change, pair, spec),
      lens: change.lens === undefined ? spec.lens : change.lens,
      persona: pair.request.persona,
      own: change.own ?? ownIn(pair.own, from),
      toneRatio: change.toneRatio ?? spec.toneRatio,
      angleRatio: change.angleRatio ?? spec.angleRatio,
      seed: spec.seed,
      size: spec.size,
      ...(change.references === undefined ? {} : { references: change.references }),
      ...keptAngle(from, change),
    },
    pool,
    model,
  );
}

/** A side with an angle image has no angle in its spec: another image, if it needs one, is of the angle that was asked for. */
function angleAfter({ angle }: Change, { request }: Pair, spec: Spec): string | null {
  if (angleOf(spec) === 'reference') return angle ?? request.angle;
  return angle === undefined ? spec.angle : angle;
}

/** The side's angle image: an angle or a category that somebody chooses is a wish for another one. */
function keptAngle({ spec }: Generation, { angle = null, category = spec.category }: Change) {
  const angleImage = spec.references.find(({ role }) => role === 'angle');
  const isKept = angle === null && category === spec.category && angleImage !== undefined;
  return isKept ? { angleImage } : {};
}

/** The side's model, which takes no more references than its twin's: as when the pair was made. Throws a `UserError`. */
export function modelBesideTwin(
  { models }: Pick<Store, 'models'>,
  pair: Pair,
  from: Generation,
): Model {
  const model = models.get(from.spec.modelId);
  if (model === undefined) throw new UserError('model_unavailable', from.spec.model);
  const { modelId } = choiceOf(pair, from.side === 'A' ? 'B' : 'A');
  return fairModel(model, models.get(modelId) ?? model);
}

/** A prompt that was stored before texts were mended stays as it is unless its words change: the same spec is free. */
function promptAfter(wanted: string | undefined, before: string): string {
  return wanted === undefined || wanted === tidied(before) ? before : wanted;
}

/**
 * Throws a `UserError` when a change is of ratios alone and none of them shapes the new image. Beside other changes
 * such a ratio is kept for a later angle or tone, and makes no difference.
 */
export function requireEffect(
  { toneRatio, angleRatio, ...others }: Change,
  draft: SpecDraft,
): void {
  if (Object.values(others).some((one) => one !== undefined)) return;
  const { tone, angle } = shapingRatios(draft);
  if ((toneRatio !== undefined && tone) || (angleRatio !== undefined && angle)) return;
  if (angleRatio !== undefined) throw new UserError('angle_shapes_nothing');
  if (toneRatio !== undefined) throw new UserError('tone_shapes_nothing');
}

function planFor(plan: PairPlan, prompt: string, category: string, pool: PoolSnapshot): PairPlan {
  const { scene, intentPerson, location } = classifyByRules(
    mended(prompt),
    pool.categories,
    placesOf(pool.tones),
  );
  return { ...plan, category, scene, intentPerson, location };
}
