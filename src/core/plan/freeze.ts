import type { PoolSnapshot } from '../domain/pool.ts';
import { choiceOf, type Recipe, recipeOf } from '../domain/experiment.ts';
import {
  type Model,
  parametersFor,
  priceOf,
  referenceLimitsOf,
  type Size,
  sizeFor,
} from '../domain/model.ts';
import type { Pair } from '../domain/pair.ts';
import { assemblePrompt } from './prompt.ts';
import { recipeText } from '../domain/recipe.ts';
import type { OwnReference, Reference, UsedReference } from '../domain/reference.ts';
import type { SideName } from '../domain/side.ts';
import {
  chooseAngle,
  choosePerson,
  chooseTones,
  namesPerson,
  type Wanted,
} from './choose-references.ts';
import {
  type PairPlan,
  type Ratio,
  type Spec,
  SPEC_VERSION,
  type SpecDraft,
} from '../domain/spec.ts';
import { UserError } from '../words/user-error.ts';

/** Everything that decides a side's spec, besides the pool and the model. */
export interface SideChoice {
  readonly side: SideName;
  readonly recipe: Recipe;
  readonly prompt: string;
  readonly plan: PairPlan;
  readonly angle: string | null;
  readonly lens: string | null;
  readonly persona: string | null;
  readonly own: readonly OwnReference[];
  readonly toneRatio: Ratio;
  readonly angleRatio: Ratio;
  readonly seed: number;
  readonly size: Size;
  /** Tones to use instead of choosing. */
  readonly references?: readonly Reference[];
  /** For a side with an angle image: the one that it has, to use again while the pool has it. */
  readonly angleImage?: UsedReference;
}

export interface PairDrafts {
  readonly A: SpecDraft;
  readonly B: SpecDraft;
  /** False when both sides are equal, because of a small pool or the limit of a model. */
  readonly comparable: boolean;
}

/** Both sides of a pair. Throws a `UserError` (422) when a side's model cannot read the assembled prompt. */
export function freezePair(
  pair: Pick<Pair, 'request' | 'recipes'> & { plan: PairPlan; own: readonly OwnReference[] },
  pool: PoolSnapshot,
  models: Readonly<Record<SideName, Model>>,
): PairDrafts {
  const { request, own } = pair;
  const plan = { ...pair.plan, category: request.category ?? pair.plan.category };
  const choice = (side: SideName): SideChoice => ({
    ...request,
    side,
    plan,
    own,
    recipe: recipeOf(pair, side),
    size: choiceOf(pair, side).size,
    toneRatio: request.toneRatio ?? plan.toneRatio,
    angleRatio: request.angleRatio ?? plan.angleRatio,
    seed: plan.seed,
  });
  const A = freezeSide(choice('A'), pool, fairModel(models.A, models.B));
  const B = freezeSide(choice('B'), pool, fairModel(models.B, models.A));
  return { A, B, comparable: recipeText(A) !== recipeText(B) };
}

/** The model with the lower limit of references of both, so that the sides differ only in the model. */
export function fairModel(model: Model, twin: Model): Model {
  return { ...model, maxReferences: Math.min(model.maxReferences, twin.maxReferences) };
}

/** One side. Throws a `UserError` (422) when the model cannot read the assembled prompt. */
export function freezeSide(choice: SideChoice, pool: PoolSnapshot, model: Model): SpecDraft {
  const references = referencesFor(choice, pool).slice(0, model.maxReferences);
  const { side, prompt, plan, angle, lens, toneRatio, angleRatio } = choice;
  return withModelPrompt(
    {
      version: SPEC_VERSION,
      side,
      userPrompt: prompt,
      prompt: '',
      references,
      category: plan.category,
      scene: plan.scene,
      toneRatio,
      angleRatio,
      angle: references.some((one) => one.role === 'angle') ? null : angle,
      lens,
      provider: model.provider,
      modelId: model.id,
      model: model.model,
      size: choice.size,
      parameters: parametersFor(model, choice.size),
      price: priceOf(model),
      referenceLimits: referenceLimitsOf(model),
      seed: choice.seed,
      outputType: model.outputType,
    },
    model,
  );
}

/** The same side with other ratios and the same images. */
export function restage(
  spec: SpecDraft,
  ratios: { readonly tone: Ratio; readonly angle: Ratio },
  model: Model,
): SpecDraft {
  const draft = reseed(spec, spec.seed);
  return withModelPrompt({ ...draft, toneRatio: ratios.tone, angleRatio: ratios.angle }, model);
}

/**
 * The same side for another model: its own size of the same shape when it does not take the size, and only as many
 * references as it takes. Throws a `UserError` (422) when it cannot read the assembled prompt.
 */
export function refit(spec: SpecDraft | Spec, model: Model): SpecDraft {
  const draft = reseed(spec, spec.seed);
  const size = sizeFor(model, spec.size);
  return withModelPrompt(
    {
      ...draft,
      references: draft.references.slice(0, model.maxReferences),
      provider: model.provider,
      modelId: model.id,
      model: model.model,
      size,
      parameters: parametersFor(model, size),
      price: priceOf(model),
      referenceLimits: referenceLimitsOf(model),
      outputType: model.outputType,
    },
    model,
  );
}

/** The same spec with another seed, and without the key of the old image. */
export function reseed(spec: SpecDraft | Spec, seed: number): SpecDraft {
  const { outputKey: _, ...draft } = { outputKey: '', ...spec };
  return { ...draft, seed };
}

/** The most important references first: a model with a lower limit leaves out the last. */
function referencesFor(choice: SideChoice, pool: PoolSnapshot): readonly UsedReference[] {
  const { prompt, plan, recipe } = choice;
  // Both sides draw with the pair's seed, so that five tones begin with the three of the other side.
  const wanted = { prompt, category: plan.category, location: plan.location, seed: plan.seed };
  const own = choice.own.map(({ key, name }) => {
    return { role: 'own', id: null, key, label: name } as const;
  });
  const tones = choice.references?.map(asTone) ?? chooseTones(wanted, recipe.tones, pool.tones);
  const angle = recipe.angle === 'reference' ? angleImage(choice, wanted, pool, tones) : undefined;
  const person = needsPerson(choice, pool) ? choosePerson(wanted, choice.persona, pool) : undefined;
  return [...own, person, angle, ...tones].filter((one) => one !== undefined);
}

function angleImage(
  { angle, angleImage: before }: SideChoice,
  wanted: Wanted,
  pool: PoolSnapshot,
  tones: readonly UsedReference[],
): UsedReference | undefined {
  const isThere =
    before !== undefined &&
    [...pool.angles, ...pool.tones].some(({ id }) => id === before.id) &&
    tones.every(({ key }) => key !== before.key);
  return isThere ? before : chooseAngle(wanted, angle, pool, tones);
}

/**
 * Whether to add a person: always for a named persona, else when the prompt means one person or names one of the pool.
 * Not beside attached images that may show a person: two faces for one person are worse than none.
 */
function needsPerson({ persona, plan, own, prompt }: SideChoice, pool: PoolSnapshot): boolean {
  if (persona !== null) return true;
  const isAlone = own.length === 0 || plan.ownShowsPerson === false;
  return isAlone && (plan.intentPerson || namesPerson(prompt, pool));
}

function asTone({ id, key, caption }: Reference): UsedReference {
  return { role: 'tone', id, key, label: caption };
}

/** The draft with its prompt put together anew. Throws a `UserError` (422) when the model cannot read it. */
function withModelPrompt(draft: SpecDraft, model: Model): SpecDraft {
  const prompt = assemblePrompt({ ...draft, prompt: draft.userPrompt });
  const { maxPromptChars: max, displayName } = model;
  // In UTF-16 units: a vendor that counts characters or code points never counts more.
  if (prompt.length <= max) return { ...draft, prompt };
  throw new UserError('prompt_too_long_for_model', prompt.length, max, displayName);
}
