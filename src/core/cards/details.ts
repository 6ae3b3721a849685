import type { Card, Line } from '../chat/card.ts';
import { sizeName } from '../domain/model.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { rewriteBehind, rewriteOf } from '../domain/pair-view.ts';
import type { PoolEntry } from '../domain/pool.ts';
import type { UsedReference } from '../domain/reference.ts';
import { actOf, settingOf } from '../domain/planned-act.ts';
import type { PairPlan } from '../domain/spec.ts';
import { ANGLES, findPreset, LENSES, type Preset } from '../plan/presets.ts';
import { words } from '../words/words.ts';
import { actLines, madeText } from './acts.ts';
import { callTexts, type ToldCall } from './calls.ts';
import type { CardContext } from './context.ts';
import { placeName } from '../plan/places.ts';
import {
  categoryLines,
  linked,
  nameOf,
  otherAngleText,
  privateCard,
  refusalOf,
  refusedLines,
  stateText,
  textLines,
  titleOf,
} from './parts.ts';
import { candidateLines, candidatePictures } from './race.ts';
import { entrySelect } from './pool.ts';
import { labelOf, referencePictures } from './references.ts';
import { rewriteStateLines, wordingLines } from './rewrite.ts';
import { splitText } from './votes.ts';

/** What is stored about a generation besides itself. */
export interface DetailParts {
  readonly calls: readonly ToldCall[];
  readonly feedback: readonly unknown[];
  readonly likes: { readonly likes: number; readonly dislikes: number };
  /** Entries of those of its references that come from the pool. */
  readonly pool: readonly PoolEntry[];
}

/** Everything about one generation, privately. */
export function detailsCard(
  view: PairView,
  generation: Generation,
  parts: DetailParts,
  context: CardContext,
): Card {
  const { spec } = generation;
  const { locale } = context;
  const say = words(locale);
  const { likes, dislikes } = parts.likes;
  const lines = [
    ...textLines(runText(view, generation, context)),
    ...stateLines(view, generation, context),
    ...rewriteLines(view, generation, context),
    ...actLines(view, generation, context),
    ...planLines(view, context),
    ...candidateLines(view, generation, context),
    ...textLines(
      say.details_ratios(spec.toneRatio, spec.angleRatio),
      presetText(generation, context),
      say.details_model(context.modelName(spec.modelId), sizeName(spec.size)),
      say.details_seed(spec.seed),
      ...referenceTexts(spec.references, parts.pool, context),
      otherAngleText(generation, context),
      ...callTexts(parts.calls, context),
      say.details_opinions(likes, dislikes, parts.feedback.length),
      say.details_prompt(),
    ),
    { text: spec.prompt, quote: true },
  ];
  return privateCard(say.details_heading(titleOf(view, generation, context)), lines, {
    thumbnails: [
      ...candidatePictures(view, generation, context),
      ...referencePictures(spec.references, parts.pool, context),
    ],
    ...(parts.pool.length === 0
      ? {}
      : { selects: [{ ...entrySelect(parts.pool, context), label: say.details_open() }] }),
    ...(generation.image === null || generation.deletedAt !== null
      ? {}
      : { original: generation.image.key }),
  });
}

function runText({ acts }: PairView, generation: Generation, { locale }: CardContext): string {
  const say = words(locale);
  const { by, createdAt } = generation;
  const act = actOf(generation, acts);
  if (act === undefined) return say.details_run(by.name, createdAt);
  return say.details_run_act(settingOf(act.kind), act.by.name, by.name, createdAt);
}

function stateLines(view: PairView, generation: Generation, context: CardContext): readonly Line[] {
  const { locale } = context;
  const say = words(locale);
  const { createdAt, dispatchedAt, endedAt, failure } = generation;
  const waited = (dispatchedAt ?? endedAt ?? createdAt) - createdAt;
  const ran = dispatchedAt === null || endedAt === null ? null : endedAt - dispatchedAt;
  const refusal = refusalOf(view, generation);
  const how = stateText(nameOf(generation, locale), generation, context, refusal);
  const why =
    failure === null || failure.withdrawn === true
      ? []
      : [{ text: say.details_why(failure.detail), quote: true }, ...categoryLines(failure, locale)];
  return [{ text: how }, ...why, { text: say.details_times(waited, ran) }];
}

/** The safer wording that was written for the generation, and the one that it ran. */
function rewriteLines(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  const written = rewriteOf(view, generation);
  const behind = rewriteBehind(view, generation);
  const how = behind?.state === 'sent' || behind?.state === 'edited' ? behind.state : null;
  return [
    ...(written === undefined
      ? []
      : [...rewriteStateLines(view, written, context), ...wordingLines(written, context)]),
    ...textLines(how === null ? null : say.rewrite_made(how)),
    ...(behind === undefined ? [] : wordingLines(behind, context)),
  ];
}

function presetText({ spec }: Generation, { locale }: CardContext): string | null {
  if (spec.angle === null && spec.lens === null) return null;
  const label = (presets: readonly Preset[], id: string | null) =>
    id === null ? words(locale).field_none() : (findPreset(presets, id)?.label[locale] ?? id);
  return words(locale).details_preset(label(ANGLES, spec.angle), label(LENSES, spec.lens));
}

function referenceTexts(
  references: readonly UsedReference[],
  pool: readonly PoolEntry[],
  context: CardContext,
): readonly string[] {
  const say = words(context.locale);
  if (references.length === 0) return [say.details_no_references()];
  const labels = references.map((one) => labelOf(one, pool, context)).join(' · ');
  const elsewhere = [...new Set(references.flatMap((one) => one.otherPlace ?? []))];
  return [
    say.details_references(labels),
    ...elsewhere.map((place) => say.other_place(placeName(place, context.locale))),
  ];
}

/** What is stored about a pair besides itself, and who reads it. */
export interface PairDetailParts {
  /** That were made for the pair as a whole. */
  readonly calls: readonly ToldCall[];
  readonly readerId: string;
}

/** The plan of a pair, its calls, the votes for those who voted, and every generation of it, privately. */
export function pairDetailsCard(
  view: PairView,
  { calls, readerId }: PairDetailParts,
  context: CardContext,
): Card {
  const { locale } = context;
  const say = words(locale);
  const { plan } = view.pair;
  return privateCard(say.details_pair(), [
    { text: view.pair.request.prompt, quote: true },
    ...refusedLines(view, context),
    ...planLines(view, context),
    ...textLines(
      plan === null ? null : say.details_ratios(plan.toneRatio, plan.angleRatio),
      ...callTexts(calls, context),
      splitText(view, readerId, context),
    ),
    ...view.generations.map((one) => {
      const refusal = refusalOf(view, one);
      const state = stateText(titleOf(view, one, context), one, context, refusal);
      const text = state + madeText(view, one, context);
      return linked({ text, side: one.side }, one.id, context);
    }),
  ]);
}

/** Who asked, what was planned, and who made the plan. */
export function planLines({ pair }: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { plan, asker, request, createdAt } = pair;
  const asked = say.details_asked(asker.name, createdAt);
  if (plan === null) return textLines(asked);
  const { madeBy, category, scene, location, cached } = plan;
  const place = location === null ? null : placeName(location, context.locale);
  // A category that the person named wins over the classifier's.
  const isNamed = request.category !== null && request.category !== category;
  return textLines(
    asked,
    say.details_plan(madeBy, context.categoryName(category), scene, place),
    isNamed ? say.details_category(context.categoryName(request.category)) : null,
    cached === true ? say.details_plan_cached() : null,
    ...fallbackTexts(plan, context),
    plan.intentPerson ? say.details_person() : null,
    plan.ownShowsPerson === undefined ? null : say.details_own_person(plan.ownShowsPerson),
  );
}

/** Why the rules made the plan, when a text model should have. */
function fallbackTexts(
  { fallback, fallbackReason }: PairPlan,
  { locale }: CardContext,
): readonly string[] {
  const say = words(locale);
  const reason = fallbackReason === null ? [] : [say.details_fallback(fallbackReason)];
  if (fallback === undefined) return reason;
  const why = say.details_plan_fallback(fallback.model, fallback.why);
  return fallbackReason === null ? [why] : [why, say.details_why(fallbackReason)];
}
