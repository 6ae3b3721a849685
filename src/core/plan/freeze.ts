import { choiceOf, recipesOf } from '../domain/experiment.ts';
import {
  type Model,
  parametersFor,
  priceOf,
  referenceLimitsOf,
  type Size,
} from '../domain/model.ts';
import type { PairRequest } from '../domain/pair.ts';
import { assemblePrompt } from './prompt.ts';
import { recipeText } from '../domain/recipe.ts';
import type { OwnReference, Reference, UsedReference } from '../domain/reference.ts';
import {
  chooseAngle,
  choosePerson,
  chooseTones,
  namesPerson,
  type PoolSnapshot,
} from './choose-references.ts';
import {
  type PairPlan,
  type Ratio,
  type Recipe,
  type Spec,
  SPEC_VERSION,
  type SpecDraft,
} from '../domain/spec.ts';
import { UserError } from '../words/user-error.ts';

/** All that decides one side's spec, besides the pool and the model. */
export interface SideChoice {
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
}

export interface PairDrafts {
  readonly A: SpecDraft;
  readonly B: SpecDraft;
  /** False when cuts, or a small pool, made both sides equal. */
  readonly comparable: boolean;
}

/**
 * Both sides of a pair; `versus` is B's model when it is not A's. Throws a `UserError` (422) when a model
 * cannot read the assembled prompt.
 */
export function freezePair(
  pair: { request: PairRequest; plan: PairPlan; own: readonly OwnReference[] },
  pool: PoolSnapshot,
  model: Model,
  versus: Model = model,
): PairDrafts {
  const { request, own } = pair;
  const plan = { ...pair.plan, category: request.category ?? pair.plan.category };
  const { prompt, angle, lens, persona } = request;
  const common = {
    prompt,
    plan,
    angle,
    lens,
    persona,
    own,
    toneRatio: request.toneRatio ?? plan.toneRatio,
    angleRatio: request.angleRatio ?? plan.angleRatio,
    seed: plan.seed,
  };
  const [recipeA, recipeB] = recipesOf(request.experiment);
  const choice = (recipe: Recipe): SideChoice => {
    return { ...common, recipe, size: choiceOf(request, recipe.side).size };
  };
  const A = freezeSide(choice(recipeA), pool, fairModel(model, versus));
  const B = freezeSide(choice(recipeB), pool, fairModel(versus, model));
  return { A, B, comparable: recipeText(A) !== recipeText(B) };
}

/** A side's model with no more references than its twin's takes, so that they differ in nothing else. */
export function fairModel(model: Model, twin: Model): Model {
  return { ...model, maxReferences: Math.min(model.maxReferences, twin.maxReferences) };
}

/** One side. Throws a `UserError` (422) when the model cannot read the assembled prompt. */
export function freezeSide(choice: SideChoice, pool: PoolSnapshot, model: Model): SpecDraft {
  const references = referencesFor(choice, pool).slice(0, model.maxReferences);
  const { prompt, plan, angle, lens, toneRatio, angleRatio, recipe } = choice;
  return withPrompt(
    {
      version: SPEC_VERSION,
      side: recipe.side,
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
  return withPrompt({ ...draft, toneRatio: ratios.tone, angleRatio: ratios.angle }, model);
}

/** The same spec with another seed, without the place of the old image. */
export function reseed(spec: SpecDraft | Spec, seed: number): SpecDraft {
  const { outputKey: _, ...draft } = { outputKey: '', ...spec };
  return { ...draft, seed };
}

/** In the order in which a model with room for fewer drops them from the end. */
function referencesFor(choice: SideChoice, pool: PoolSnapshot): readonly UsedReference[] {
  const { prompt, plan, recipe } = choice;
  // Both sides of a pair draw with the pair's seed, so that B's tones begin with A's.
  const wanted = { prompt, category: plan.category, location: plan.location, seed: plan.seed };
  const own = choice.own.map(
    ({ key, name }) => ({ role: 'own', id: null, key, label: name }) as const,
  );
  const tones = choice.references?.map(asTone) ?? chooseTones(wanted, recipe.tones, pool.tones);
  const angle = recipe.angle === 'reference' ? chooseAngle(wanted, pool, tones) : undefined;
  const person = needsPerson(choice, pool) ? choosePerson(wanted, choice.persona, pool) : undefined;
  return [...own, person, angle, ...tones].filter((one) => one !== undefined);
}

/**
 * A named persona always; else when the prompt means one person, or names one of the pool. The rules cannot see whether an attached
 * image shows a person, and two faces for one person spoil more than none: they leave it alone then.
 */
function needsPerson({ persona, plan, own, prompt }: SideChoice, pool: PoolSnapshot): boolean {
  if (persona !== null) return true;
  return own.length === 0 && (plan.intentPerson || namesPerson(prompt, pool));
}

function asTone({ id, key, caption }: Reference): UsedReference {
  return { role: 'tone', id, key, label: caption };
}

function withPrompt(draft: SpecDraft, model: Model): SpecDraft {
  const prompt = assemblePrompt({ ...draft, prompt: draft.userPrompt });
  if (prompt.length > model.maxPromptChars) {
    throw new UserError(
      422,
      'prompt_too_long_for_model',
      prompt.length,
      model.maxPromptChars,
      model.displayName,
    );
  }
  return { ...draft, prompt };
}
