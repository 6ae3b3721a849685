import { unitsOf } from '../base/written.ts';
import type { Card, Form, Select } from '../chat/card.ts';
import { encodeAction } from '../chat/action.ts';
import { MAX_NAME } from '../domain/names.ts';
import type { Generation } from '../domain/pair.ts';
import type { Locale } from '../domain/person.ts';
import type { PoolTarget, Promotion, PromotionDraft, Target } from '../domain/pool.ts';
import { words } from '../words/words.ts';
import { choice } from './forms.ts';
import { button, nameOf, privateCard, rows, textLines } from './parts.ts';

/** Asks for a person or a category, and shows the picture. */
export function promoteCard(
  generation: Generation,
  targets: readonly PoolTarget[],
  promotions: readonly Promotion[],
  locale: Locale,
): Card {
  const say = words(locale);
  const already = promotions
    .filter((one) => one.inPool)
    .map(({ target, by, at }) => say.promote_already(target.displayName, by.name, at));
  const other = button(say.promote_other(), { type: 'promote_other', generation: generation.id });
  return {
    ...promotionCard(generation, locale, ...already, say.promote_ask()),
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

/** Asks for the name of a person or a category, in the pool or new. */
export function otherTargetForm(generation: string, locale: Locale): Form {
  const say = words(locale);
  const kinds = (['model', 'tone', 'angle'] as const).map((kind) => ({
    value: kind,
    label: say.target_kind(kind),
  }));
  return {
    id: encodeAction({ type: 'promote_other', generation }),
    title: say.form_promote(),
    submit: say.form_next(),
    fields: [
      choice('kind', say.field_target_kind(), 'model', kinds),
      {
        name: 'name',
        label: say.field_target_name(),
        kind: 'text',
        value: '',
        required: true,
        maxLength: unitsOf(MAX_NAME),
      },
    ],
  };
}

/** Asks whether to promote, and says what that does. */
export function confirmCard(
  generation: Generation,
  draft: PromotionDraft,
  isNew: boolean,
  locale: Locale,
): Card {
  const say = words(locale);
  const { kind, displayName } = draft.target;
  const texts = [say.promote_sure(kind, displayName), ...(isNew ? [say.promote_new(kind)] : [])];
  return {
    ...promotionCard(generation, locale, ...texts),
    rows: rows([
      button(say.promote_confirm(), { type: 'promote_confirm', draft: draft.id }, 'primary'),
      button(say.promote_back(), { type: 'promote', generation: generation.id }),
    ]),
  };
}

/** Says that the image is in the pool. */
export function promotedCard(generation: Generation, target: Target, locale: Locale): Card {
  return promotionCard(generation, locale, words(locale).promoted(target.displayName));
}

function promotionCard(generation: Generation, locale: Locale, ...texts: readonly string[]): Card {
  const heading = words(locale).promote_heading(nameOf(generation, locale));
  const { image, spec } = generation;
  return privateCard(heading, textLines(...texts), {
    locale,
    ...(image === null ? {} : { picture: { key: image.key, label: spec.userPrompt } }),
  });
}
