import type { Line } from '../chat/card.ts';
import { choiceOf, recipeOf } from '../domain/experiment.ts';
import { sizeName } from '../domain/model.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { angleOf, type ShownAngle } from '../domain/recipe.ts';
import { type SideName, SIDES } from '../domain/side.ts';
import { ANGLES, findPreset, LENSES, type Preset } from '../plan/presets.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { otherAngleText, textLines } from './parts.ts';

/** The model and size, and how the sides differ. */
export function optionLines(view: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { pair } = view;
  const { request } = pair;
  const [a, b] = [choiceOf(pair, 'A'), choiceOf(pair, 'B')];
  const [model, size] = [context.modelName(a.modelId), sizeName(a.size)];
  if (request.experiment === 'models') {
    const models = say.experiment_models(model, context.modelName(b.modelId));
    return textLines(models, say.header_sizes(size, sizeName(b.size)));
  }
  const options = say.header_options(model, size);
  if (request.experiment === 'angles') {
    return textLines(options, say.experiment_angles(shownAngle(view, 'A'), shownAngle(view, 'B')));
  }
  const [A, B] = [recipeOf(pair, 'A'), recipeOf(pair, 'B')];
  return textLines(options, say.experiment_tones(A.tones, B.tones));
}

/** Which sides take their angle from an image of another angle. */
export function otherAngleLines(view: PairView, context: CardContext): readonly Line[] {
  if (view.pair.request.experiment !== 'angles') return [];
  const firsts = SIDES.flatMap((side) => firstOf(view, side) ?? []);
  return textLines(...firsts.map((one) => otherAngleText(one, context)));
}

/** Options that the person chose by themselves, beyond those in `optionLines`. */
export function chosenTexts(view: PairView, context: CardContext): readonly string[] {
  const { request, own } = view.pair;
  const { locale } = context;
  const say = words(locale);
  const { angle, lens, persona, category, toneRatio, angleRatio } = request;
  const label = (presets: readonly Preset[], id: string) =>
    findPreset(presets, id)?.label[locale] ?? id;
  return [
    ...(angle === null ? [] : [label(ANGLES, angle)]),
    ...(lens === null ? [] : [label(LENSES, lens)]),
    ...(persona === null ? [] : [say.person_from(personName(view) ?? persona)]),
    ...(category === null ? [] : [context.categoryName(category)]),
    ...(toneRatio === null ? [] : [say.tone(toneRatio)]),
    ...(angleRatio === null ? [] : [say.angle(angleRatio)]),
    ...(own.length === 0 ? [] : [say.own_images(own.length)]),
  ];
}

/** As the plan found it in the pool; undefined before. */
function personName(view: PairView): string | undefined {
  const references = SIDES.flatMap((side) => firstOf(view, side)?.spec.references ?? []);
  return references.find(({ role }) => role === 'person')?.label;
}

/** How a side differs from the other one: "5 tones", "angle in words", or its model. */
export function recipeText(view: PairView, side: SideName, context: CardContext): string {
  const { pair } = view;
  const say = words(context.locale);
  switch (pair.request.experiment) {
    case 'tones':
      return say.recipe_tones(recipeOf(pair, side).tones);
    case 'angles':
      return say.recipe_angle(shownAngle(view, side));
    case 'models':
      return context.modelName(choiceOf(pair, side).modelId);
  }
}

/** The generation of a side's frozen spec, which the pair compares. */
function firstOf({ generations }: PairView, side: SideName): Generation | undefined {
  return generations.find((one) => one.side === side);
}

/** By the side's first spec; before there is one, by its recipe. */
function shownAngle(view: PairView, side: SideName): ShownAngle {
  const { pair } = view;
  const first = firstOf(view, side);
  if (first !== undefined) return angleOf(first.spec);
  if (recipeOf(pair, side).angle === 'reference') return 'reference';
  return pair.request.angle === null ? 'none' : 'text';
}
