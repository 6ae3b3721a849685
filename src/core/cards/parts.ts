import { type Action, encodeAction } from '../chat/action.ts';
import type { Button, Card, Line } from '../chat/card.ts';
import { recipeOf } from '../domain/experiment.ts';
import { angleOf } from '../domain/recipe.ts';
import type { Failure } from '../domain/failure.ts';
import { MAX_GENERATIONS, MAX_RUNS, mayRun } from '../domain/limits.ts';
import type { Generation, PairView, Refusal } from '../domain/pair.ts';
import { newestOf, postOf } from '../domain/pair-view.ts';
import type { Locale, Person } from '../domain/person.ts';
import { isLive, type SideName } from '../domain/side.ts';
import { ANGLES, findPreset } from '../plan/presets.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';

export function button(label: string, action: Action, style: Button['style'] = 'plain'): Button {
  return { id: encodeAction(action), label, style };
}

/** A card for one person alone. */
export function privateCard(
  heading: string,
  lines: readonly Line[],
  more: Partial<Card> = {},
): Card {
  return { kind: 'private', heading, lines, badges: [], rows: [], ...more };
}

/** A line in the channel for a person who cannot be told privately. */
export function noticeCard({ name }: Person, text: string): Card {
  return { kind: 'ending', heading: name, lines: [{ text }], badges: [], rows: [] };
}

/** A line for each text; null is left out. */
export function textLines(...texts: readonly (string | null)[]): readonly Line[] {
  return texts.flatMap((text) => (text === null ? [] : [{ text }]));
}

/** Rows without the empty ones. */
export function rows(...all: readonly (readonly (Button | null)[])[]): Button[][] {
  return all.map((row) => row.filter((one) => one !== null)).filter((row) => row.length > 0);
}

/** "A", and from the second generation on "A · 3rd". */
export function nameOf({ side, number }: Generation, locale: Locale): string {
  return words(locale).side_name(side, number);
}

/** The name and the recipe: "A · 3rd · 5 tones". */
export function titleOf(view: PairView, generation: Generation, context: CardContext): string {
  return `${nameOf(generation, context.locale)} · ${recipeName(view, generation, context)}`;
}

/** How the side differs from the other one: "5 tones", "angle in words", or its model. */
function recipeName({ pair }: PairView, { side, spec }: Generation, context: CardContext): string {
  const say = words(context.locale);
  const { tones } = recipeOf(pair, side);
  switch (pair.request.experiment) {
    case 'tones':
      return say.recipe_tones(tones);
    case 'angles':
      return say.recipe_angle(angleOf(spec));
    case 'models':
      return context.modelName(spec.modelId);
  }
}

/** That a side's angle image shows another angle than was asked for; null when it shows that one, or there is none. */
export function otherAngleText(
  { side, spec }: Generation,
  { locale }: Pick<CardContext, 'locale'>,
): string | null {
  const image = spec.references.find(({ role }) => role === 'angle');
  if (image?.otherAngle === undefined) return null;
  const asked = findPreset(ANGLES, image.otherAngle)?.label[locale] ?? image.otherAngle;
  return words(locale).other_angle(side, asked, image.label);
}

/** Why a call failed, in one sentence. `model`: the name of the model that was called, for a limit of that model alone. */
export function failureSentence(failure: Failure, locale: Locale, model: string): string {
  const say = words(locale);
  const limited = failure.limitOf === 'model' ? model : null;
  if (failure.withdrawn === true) return say.reference_withdrawn();
  if (failure.restored === true) return say.error_restored();
  switch (failure.kind) {
    case 'safety_block':
      return say.error_safety_block(failure.stage ?? null);
    case 'rate_limited':
      return say.error_rate_limited(failure.retryAfterMs ?? null, limited);
    case 'quota':
      return say.error_quota(limited);
    case 'storage':
      return say.error_storage(failure.full ?? false);
    default:
      return say[`error_${failure.kind}`]();
  }
}

/** The state of a generation, and why it failed or is not shown. `name` is what people call it. */
export function stateText(
  name: string,
  { state, failure, deletedAt, spec }: Generation,
  { locale, modelName }: Pick<CardContext, 'locale' | 'modelName'>,
  refusal: Refusal | null = null,
) {
  const say = words(locale);
  if (deletedAt !== null) return say.side_deleted(name);
  if (refusal !== null) return say.side_refused(name, refusal);
  return failure === null
    ? say.side_state(name, state)
    : say.side_ended(name, state, failureSentence(failure, locale, modelName(spec.modelId)));
}

/** Why people do not see the generation's image; null when nothing refuses it. */
export function refusalOf(view: PairView, { id, image }: Generation): Refusal | null {
  const post = postOf(view, id);
  return image !== null && post?.state === 'refused' ? post.refusal : null;
}

/** Why nothing more is made for the pair; no lines for a pair that was not refused. */
export function refusedLines({ pair, posts }: PairView, { locale }: CardContext): readonly Line[] {
  const say = words(locale);
  if (pair.state === 'refused') return textLines(say.pair_refused(pair.refusal?.[locale] ?? ''));
  const header = posts.find((one) => one.id === pair.id);
  if (header?.state !== 'refused') return [];
  return textLines(say.filtered_prompt(header.refusal?.said ?? ''));
}

/** The categories that a safety system named, if any. */
export function categoryLines({ categories = [] }: Failure, locale: Locale): readonly Line[] {
  return categories.length === 0
    ? []
    : textLines(words(locale).block_categories(categories.join(', ')));
}

/** The line of a live generation; its time runs from the start of the present state. */
export function liveLine(generation: Generation, context: CardContext): Line {
  const say = words(context.locale);
  const { side } = generation;
  const name = nameOf(generation, context.locale);
  if (generation.state === 'running') {
    const since = generation.dispatchedAt ?? generation.createdAt;
    return { text: say.side_state(name, 'running'), side, since };
  }
  const place = context.line(generation.id);
  const text =
    place === undefined ? say.side_state(name, 'waiting') : say.side_waiting(name, place);
  return { text, side, since: generation.createdAt };
}

/** The line, with a link to the generation's message when it has one. */
export function linked(line: Line, generationId: string, context: CardContext): Line {
  const link = context.link(generationId);
  return link === null ? line : { ...line, link };
}

/** The newest run that was started from this generation's message. */
export function childOf(view: PairView, generation: Generation): Generation | undefined {
  return view.generations.findLast((one) => one.fromId === generation.id);
}

/** The side's live generation, when no other message than the header shows it. */
export function liveOnHeader(view: PairView, side: SideName): Generation | undefined {
  const newest = newestOf(view, side);
  if (newest === undefined || !isLive(newest.state)) return undefined;
  if (newest.fromId === null) return newest;
  const from = view.generations.find((one) => one.id === newest.fromId);
  const shown = from?.deletedAt === null && postOf(view, from.id)?.state === 'posted';
  return shown ? undefined : newest;
}

/** Why this spec cannot run again; no lines while it can. */
export function budgetLines(
  view: PairView,
  { side, recipeHash }: Generation,
  { locale }: CardContext,
): readonly Line[] {
  const say = words(locale);
  switch (mayRun(view.generations, side, recipeHash)) {
    case 'yes':
      return [];
    case 'runs_used':
      return textLines(say.runs_gone(MAX_RUNS));
    case 'side_full':
      return textLines(say.side_gone(MAX_GENERATIONS));
  }
}
