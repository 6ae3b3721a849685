import type { Button, Card, CardImage, Line } from '../chat/card.ts';
import { mayRun } from '../domain/limits.ts';
import { endingOf } from '../domain/output-key.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { shapingRatios, stagedChanges } from '../domain/recipe.ts';
import { isLive } from '../domain/side.ts';
import { nextRatio } from '../domain/spec.ts';
import { words } from '../words/words.ts';
import { settingLines } from './acts.ts';
import type { CardContext } from './context.ts';
import { wonLines } from './race.ts';
import { budgetLines, button, childOf, linked, liveLine, nameOf, rows, titleOf } from './parts.ts';

/** An image that comes later than so many milliseconds after the command names who asked. */
const NAMED_AFTER_MS = 60_000;

/** The message of one image. It shows this image for good, until Delete. */
export function imageCard(view: PairView, generation: Generation, context: CardContext): Card {
  const child = childOf(view, generation);
  const image = cardImage(view, generation, context);
  const isInPool = view.promotions.some((one) => one.generationId === generation.id && one.inPool);
  return {
    kind: 'image',
    locale: context.locale,
    side: generation.side,
    heading: headingOf(view, generation, context),
    lines: [
      ...settingLines(view, generation, context),
      ...aboutLines(view, generation, context),
      ...nextLines(view, generation, child, context),
    ],
    ...(image === undefined ? {} : { image }),
    badges: isInPool ? [words(context.locale).in_pool()] : [],
    rows: rows(runRow(view, generation, child, context), restRow(generation, context)),
  };
}

function headingOf(view: PairView, generation: Generation, context: CardContext): string {
  const { references, toneRatio: tone, angleRatio: angle } = generation.spec;
  const tones = references.filter((one) => one.role === 'tone').length;
  const ratios = shownRatios(generation, { tone, angle });
  const recipe = words(context.locale).image_recipe(tones, ...ratios);
  // In the tones experiment the recipe is the number of tones, which the heading has anyway.
  const isTones = view.pair.request.experiment === 'tones';
  const name = isTones ? nameOf(generation, context.locale) : titleOf(view, generation, context);
  return `${name} · ${recipe}`;
}

function cardImage(
  { pair }: PairView,
  { image, spec, side, number }: Generation,
  context: CardContext,
): CardImage | undefined {
  if (image === null) return undefined;
  const alt = words(context.locale).image_alt(side, spec.userPrompt);
  const fileName = `diptych-${pair.id}-${side}${number}.${endingOf(image.type)}`;
  return { ...image, alt, fileName, ...(context.spoiler(pair.place) ? { spoiler: true } : {}) };
}

function aboutLines(view: PairView, generation: Generation, context: CardContext): Line[] {
  const say = words(context.locale);
  const { spec, fromId, createdAt, endedAt } = generation;
  const lines: Line[] = [];
  const asked = fromId === null ? view.pair.createdAt : createdAt;
  if ((endedAt ?? asked) - asked > NAMED_AFTER_MS) {
    lines.push({ text: say.image_for(generation.by.name) });
  }
  if (spec.userPrompt !== view.pair.request.prompt) {
    lines.push({ text: say.image_edited(spec.userPrompt), quote: true });
  }
  const person = spec.references.find((one) => one.role === 'person');
  if (person !== undefined) lines.push({ text: say.person_from(person.label) });
  return [...lines, ...wonLines(view, generation, context)];
}

function nextLines(
  view: PairView,
  generation: Generation,
  child: Generation | undefined,
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  if (child !== undefined && isLive(child.state)) return [liveLine(child, context)];
  const lines: Line[] = [];
  if (child !== undefined) {
    const text = say.next_run(nameOf(child, context.locale));
    lines.push(linked({ text, side: child.side }, child.id, context));
  }
  if (isStaged(generation)) {
    lines.push({ text: say.image_staged(...shownRatios(generation, generation.staged)) });
  }
  return [...lines, ...budgetLines(view, generation, context)];
}

function isStaged(generation: Generation): boolean {
  const { tone, angle } = stagedChanges(generation);
  return tone || angle;
}

/** Of tone and angle; null for one that does not shape the image. */
export function shownRatios({ spec }: Generation, { tone, angle }: Generation['staged']) {
  const shaping = shapingRatios(spec);
  return [shaping.tone ? tone : null, shaping.angle ? angle : null] as const;
}

/** Re-roll, Edit…, Tone, Angle, Regenerate; only Cancel while a run from this image is live. */
function runRow(
  view: PairView,
  generation: Generation,
  child: Generation | undefined,
  context: CardContext,
): readonly (Button | null)[] {
  const say = words(context.locale);
  const { id, staged } = generation;
  const [tone, angle] = shownRatios(generation, staged);
  if (child !== undefined && isLive(child.state)) {
    return [button(say.cancel(), { type: 'cancel', generation: child.id }, 'danger')];
  }
  const may = mayRun(view.generations, generation.side, generation.recipeHash);
  if (may === 'side_full') return [];
  const on = { generation: id };
  return [
    may === 'yes' ? button(say.reroll(), { type: 'reroll', ...on }) : null,
    button(say.edit(), { type: 'edit', ...on }),
    tone === null ? null : button(say.tone(tone), { type: 'tone', ...on, ratio: nextRatio(tone) }),
    angle === null
      ? null
      : button(say.angle(angle), { type: 'angle', ...on, ratio: nextRatio(angle) }),
    isStaged(generation)
      ? button(say.regenerate(), { type: 'regenerate', ...on }, 'primary')
      : null,
  ];
}

function restRow({ id }: Generation, { locale }: CardContext): readonly Button[] {
  const say = words(locale);
  return [
    button(say.feedback(), { type: 'feedback', generation: id }),
    button(say.promote(), { type: 'promote', generation: id }),
    button(say.details(), { type: 'details', generation: id }),
    button(say.delete(), { type: 'delete', generation: id }, 'danger'),
  ];
}
