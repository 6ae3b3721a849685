import type { Card, Line, Select } from '../chat/card.ts';
import { sizeName } from '../domain/model.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import type { PoolEntry } from '../domain/pool.ts';
import type { ReferenceRole, UsedReference } from '../domain/reference.ts';
import { ANGLES, findPreset, LENSES, type Preset } from '../plan/presets.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { placeName } from '../plan/lexicon.ts';
import { categoryLines, nameOf, titleOf, stateText } from './parts.ts';
import { entrySelect } from './pool.ts';
import { planLines } from './pair-details.ts';

/** What is kept about a generation besides itself. */
export interface DetailParts {
  readonly calls: readonly { readonly costUsd: number | null }[];
  readonly feedback: readonly unknown[];
  readonly likes: { readonly likes: number; readonly dislikes: number };
  /** Those of its references that come from the pool, with their story. */
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
  return {
    kind: 'private',
    heading: say.details_heading(titleOf(view, generation, context)),
    lines: [
      { text: say.details_run(generation.by.name, generation.createdAt) },
      ...stateLines(generation, context),
      ...planLines(view, context),
      { text: say.details_ratios(spec.toneRatio, spec.angleRatio) },
      ...presetLines(generation, context),
      { text: say.details_model(context.modelName(spec.modelId), sizeName(spec.size)) },
      { text: say.details_seed(spec.seed) },
      ...referenceLines(spec.references, parts.pool, context),
      ...parts.calls.map(({ costUsd }) => ({ text: say.details_cost(costUsd) })),
      { text: opinions(parts, context) },
      { text: say.details_prompt() },
      { text: spec.prompt, quote: true },
    ],
    thumbnails: spec.references
      .filter((one) => markOf(one, parts.pool) !== 'purged')
      .map((one) => ({ key: one.key, label: labelOf(one, parts.pool, context) })),
    badges: [],
    rows: [],
    ...(parts.pool.length === 0 ? {} : { selects: [aboutSelect(parts.pool, context)] }),
    ...(generation.image === null || generation.deletedAt !== null
      ? {}
      : { original: generation.image.key }),
  };
}

function stateLines(generation: Generation, { locale }: CardContext): readonly Line[] {
  const say = words(locale);
  const { createdAt, dispatchedAt, endedAt, failure } = generation;
  const waited = (dispatchedAt ?? endedAt ?? createdAt) - createdAt;
  const ran = dispatchedAt === null || endedAt === null ? null : endedAt - dispatchedAt;
  const how = stateText(nameOf(generation, locale), generation, locale);
  const why =
    failure === null || failure.withdrawn === true
      ? []
      : [{ text: say.details_why(failure.detail), quote: true }, ...categoryLines(failure, locale)];
  return [{ text: how }, ...why, { text: say.details_times(waited, ran) }];
}

function presetLines({ spec }: Generation, { locale }: CardContext): readonly Line[] {
  if (spec.angle === null && spec.lens === null) return [];
  const label = (presets: readonly Preset[], id: string | null) =>
    id === null ? words(locale).field_none() : (findPreset(presets, id)?.label[locale] ?? id);
  const text = words(locale).details_preset(label(ANGLES, spec.angle), label(LENSES, spec.lens));
  return [{ text }];
}

function referenceLines(
  references: readonly UsedReference[],
  pool: readonly PoolEntry[],
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  if (references.length === 0) return [{ text: say.details_no_references() }];
  const labels = references.map((one) => labelOf(one, pool, context)).join(' · ');
  const elsewhere = [...new Set(references.flatMap((one) => one.otherPlace ?? []))];
  return [
    { text: say.details_references(labels) },
    ...elsewhere.map((place) => ({ text: say.other_place(placeName(place, context.locale)) })),
  ];
}

function labelOf(used: UsedReference, pool: readonly PoolEntry[], { locale }: CardContext): string {
  const say = words(locale);
  const key = `role_${used.role}` satisfies `role_${ReferenceRole}`;
  const mark = markOf(used, pool);
  const text = `${say[key]()}: ${used.label}`;
  return mark === null ? text : `${text} (${say.reference_mark(mark)})`;
}

/** What became of it in the pool since; null while it stands there, and for people’s own. */
function markOf({ id }: UsedReference, pool: readonly PoolEntry[]): 'removed' | 'purged' | null {
  const entry = pool.find(({ reference }) => reference.id === id);
  if (entry === undefined || entry.removed === null) return null;
  return entry.purgedAt === null ? 'removed' : 'purged';
}

/** The way from an image to what else its references did. */
function aboutSelect(pool: readonly PoolEntry[], context: CardContext): Select {
  return { ...entrySelect(pool, context), label: words(context.locale).details_open() };
}

function opinions({ likes, feedback }: DetailParts, { locale }: CardContext): string {
  return words(locale).details_opinions(likes.likes, likes.dislikes, feedback.length);
}
