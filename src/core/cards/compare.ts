import { sizeName } from '../domain/model.ts';
import type { Generation } from '../domain/pair.ts';
import { angleOf, shapingRatios } from '../domain/recipe.ts';
import type { ReferenceRole } from '../domain/reference.ts';
import type { Spec } from '../domain/spec.ts';
import { ANGLES, findPreset, LENSES, type Preset } from '../plan/presets.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';

/** What two generations of a pair have in common, and then each thing in which they differ. */
export function compareTexts(
  { spec: a }: Pick<Generation, 'spec'>,
  { spec: b }: Pick<Generation, 'spec'>,
  context: CardContext,
): readonly string[] {
  const say = words(context.locale);
  const same = {
    prompt: a.userPrompt === b.userPrompt,
    seed: a.seed === b.seed,
    model: a.modelId === b.modelId,
    size: sizeName(a.size) === sizeName(b.size),
  };
  const shared = (['prompt', 'seed', 'model', 'size'] as const).filter((one) => same[one]);
  const differences = [
    ...(same.prompt ? [] : [say.compare_prompts(a.userPrompt, b.userPrompt)]),
    ...referenceTexts(a, b, context),
    ...angleTexts(a, b, context),
    ...ratioTexts(a, b, context),
    ...(a.category === b.category
      ? []
      : [say.compare_two(context.categoryName(a.category), context.categoryName(b.category))]),
    ...(same.model
      ? []
      : [say.compare_two(context.modelName(a.modelId), context.modelName(b.modelId))]),
    ...(same.size ? [] : [say.compare_two(sizeName(a.size), sizeName(b.size))]),
    ...(same.seed ? [] : [say.compare_seeds(a.seed, b.seed)]),
  ];
  return [
    ...(shared.length === 0 ? [] : [say.compare_same(shared)]),
    ...(differences.length === 0 ? [say.compare_equal()] : differences),
  ];
}

/** How the references differ, by what they are for. */
function referenceTexts(a: Spec, b: Spec, { locale }: CardContext): readonly string[] {
  const say = words(locale);
  return (['own', 'person', 'angle', 'tone'] as const).flatMap((role) => {
    const [one, other] = [labelsOf(a, role), labelsOf(b, role)];
    if (keysOf(a, role).join('\n') === keysOf(b, role).join('\n')) return [];
    return [say.compare_references(role, one, other)];
  });
}

function labelsOf({ references }: Spec, role: ReferenceRole): readonly string[] {
  return references.filter((one) => one.role === role).map(({ label }) => label);
}

/** In order: which picture comes first makes no other image that anybody could tell. */
function keysOf({ references }: Spec, role: ReferenceRole): readonly string[] {
  return references
    .filter((one) => one.role === role)
    .map(({ key }) => key)
    .toSorted();
}

/** Angle and lens, where they are given in words. */
function angleTexts(a: Spec, b: Spec, { locale }: CardContext): readonly string[] {
  const say = words(locale);
  const label = (presets: readonly Preset[], id: string | null) =>
    id === null ? say.field_none() : (findPreset(presets, id)?.label[locale] ?? id);
  const kinds = [angleOf(a), angleOf(b)] as const;
  const isOther = kinds[0] !== kinds[1];
  return [
    ...(isOther ? [say.compare_two(say.recipe_angle(kinds[0]), say.recipe_angle(kinds[1]))] : []),
    ...(a.angle === b.angle
      ? []
      : [say.compare_angles(label(ANGLES, a.angle), label(ANGLES, b.angle))]),
    ...(a.lens === b.lens
      ? []
      : [say.compare_lenses(label(LENSES, a.lens), label(LENSES, b.lens))]),
  ];
}

/** Ratios that shape either image. */
function ratioTexts(a: Spec, b: Spec, { locale }: CardContext): readonly string[] {
  const say = words(locale);
  const [one, other] = [shapingRatios(a), shapingRatios(b)];
  const isTone = (one.tone || other.tone) && a.toneRatio !== b.toneRatio;
  const isAngle = (one.angle || other.angle) && a.angleRatio !== b.angleRatio;
  return [
    ...(isTone ? [say.compare_two(say.tone(a.toneRatio), say.tone(b.toneRatio))] : []),
    ...(isAngle ? [say.compare_two(say.angle(a.angleRatio), say.angle(b.angleRatio))] : []),
  ];
}
