import { BUILT_IN, type Model } from '../domain/model.ts';
import type { ExperimentName, SpecDraft } from '../domain/spec.ts';
import { UserError } from '../words/user-error.ts';
import { refit } from './freeze.ts';
import { type ModelOffer, samplesAreMeant, tierModels } from './model-offer.ts';
import { hasNationality } from './nationalities.ts';

/** Models beside the one that was asked for: each costs as much again. */
export const MAX_RIVALS = 2;

/**
 * Whether several models try each side: for a prompt with a word for a nation. Not in the experiment that compares two models,
 * where each side keeps its own.
 */
export function isRaced(prompt: string, experiment: ExperimentName): boolean {
  return experiment !== 'models' && hasNationality(prompt);
}

/**
 * The models that race against the one that was asked for: at most two that the person's plan allows, those of other vendors and
 * of the same tier first. A vendor's model never races with samples, and a sample that was asked for by its name costs no call of a
 * vendor. None when only one model can be had.
 */
export function rivalsOf(model: Model, offer: ModelOffer): readonly Model[] {
  const isRival = (one: Model) =>
    isSample(one) ? isSample(model) : !isSample(model) || samplesAreMeant(offer);
  const others = tierModels(offer).filter((one) => one.id !== model.id && isRival(one));
  const far = (one: Model) => Number(one.provider === model.provider);
  const unlike = (one: Model) => Number(one.tier !== model.tier);
  return others.toSorted((a, b) => far(a) - far(b) || unlike(a) - unlike(b)).slice(0, MAX_RIVALS);
}

function isSample({ provider }: Model): boolean {
  return provider === BUILT_IN;
}

/** The draft as the first of a race with those models that can read its prompt; as it is when there is none. */
export function raced(draft: SpecDraft, rivals: readonly Model[]): SpecDraft {
  const { race: _, ...alone } = draft;
  const able = rivals.filter((one) => rivalDraft(alone, one) !== undefined).map(({ id }) => id);
  return able.length === 0 ? alone : { ...alone, race: [draft.modelId, ...able] };
}

/** The same image by another model; undefined when that one cannot read the prompt. */
export function rivalDraft(first: SpecDraft, model: Model): SpecDraft | undefined {
  const { race: _, ...draft } = first;
  try {
    return refit(draft, model);
  } catch (cause) {
    if (cause instanceof UserError) return undefined;
    throw cause;
  }
}
