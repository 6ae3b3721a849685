import type { Card, Form, Line, Select } from '../chat/card.ts';
import { encodeAction } from '../chat/action.ts';
import { MAX_NAME } from '../domain/names.ts';
import type { Generation } from '../domain/pair.ts';
import type { Locale } from '../domain/person.ts';
import type { PoolTarget, Promotion, PromotionDraft, Target } from '../domain/pool.ts';
import { words } from '../words/words.ts';
import { button, nameOf, rows } from './parts.ts';

/** Picks a person or a category, with the picture in view. */
export function promoteCard(
  generation: Generation,
  targets: readonly PoolTarget[],
  promotions: readonly Promotion[],
  locale: Locale,
): Card {
  const say = words(locale);
  const already = promotions
    .filter((one) => one.stands)
    .map(({ target, by, at }) => say.promote_already(target.displayName, by.name, at));
  const other = button(say.promote_other(), { type: 'promote_other', generation: generation.id });
  return {
    ...privateCard(generation, locale),
    lines: [...already, say.promote_ask()].map((text) => ({ text })),
    ...(targets.length === 0 ? {} : { selects: [targetSelect(generation.id, targets, locale)] }),
    rows: [[other]],
  };
}

function targetSelect(generation: string, targets: readonly PoolTarget[], locale: Locale): Select {
  const say = words(locale);
  const options = targets.map(({ kind, slug, displayName, references }) => ({
    id: encodeAction({ type: 'promote_to', generation, target: { kind, slug } }),
    label: say.target_choice(kind, displayName),
    hint: say.target_hint(references),
  }));
  return { label: say.promote_pick(), options };
}

/** A name that is typed: of somebody who is in the pool, or of somebody new. */
export function otherTargetForm(generation: string, locale: Locale): Form {
  const say = words(locale);
  const kinds = (['model', 'tone'] as const).map((kind) => ({
    value: kind,
    label: say.target_kind(kind),
  }));
  return {
    id: encodeAction({ type: 'promote_other', generation }),
    title: say.form_promote(),
    submit: say.form_next(),
    fields: [
      {
        name: 'kind',
        label: say.field_target_kind(),
        kind: 'choice',
        value: 'model',
        required: true,
        options: kinds,
      },
      {
        name: 'name',
        label: say.field_target_name(),
        kind: 'text',
        value: '',
        required: true,
        maxLength: MAX_NAME,
      },
    ],
  };
}

/** Asks whether to promote, saying what comes of it. */
export function confirmCard(
  generation: Generation,
  draft: PromotionDraft,
  isNew: boolean,
  locale: Locale,
): Card {
  const say = words(locale);
  const { kind, displayName } = draft.target;
  const lines: Line[] = [{ text: say.promote_sure(kind, displayName) }];
  if (isNew) lines.push({ text: say.promote_new(kind) });
  return {
    ...privateCard(generation, locale),
    lines,
    rows: rows([
      button(say.promote_confirm(), { type: 'promote_confirm', draft: draft.id }, 'primary'),
      button(say.promote_back(), { type: 'promote', generation: generation.id }),
    ]),
  };
}

/** What came of it. */
export function promotedCard(generation: Generation, target: Target, locale: Locale): Card {
  const text = words(locale).promoted(target.displayName);
  return { ...privateCard(generation, locale), lines: [{ text }] };
}

function privateCard(generation: Generation, locale: Locale): Card {
  const heading = words(locale).promote_heading(nameOf(generation, locale));
  const { image, spec } = generation;
  return {
    kind: 'private',
    locale,
    heading,
    lines: [],
    ...(image === null ? {} : { picture: { key: image.key, label: spec.userPrompt } }),
    badges: [],
    rows: [],
  };
}
