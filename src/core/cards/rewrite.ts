import type { Button, Card, Line } from '../chat/card.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestOf } from '../domain/pair-view.ts';
import type { Rewrite } from '../domain/rewrite.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { button, linked, nameOf, privateCard, rows, textLines } from './parts.ts';

/** What became of a safer wording, for the person who pressed Rewrite & retry. */
export function rewriteCard(
  view: PairView,
  generation: Generation,
  rewrite: Rewrite,
  context: CardContext,
): Card {
  const say = words(context.locale);
  const heading = say.rewrite_heading(nameOf(generation, context.locale));
  const isNewest = newestOf(view, generation.side)?.id === generation.id;
  const buttons = isNewest ? buttonsOf(rewrite, context) : [];
  return privateCard(
    heading,
    [
      ...rewriteStateLines(view, rewrite, context),
      ...textLines(isNewest || isRun(rewrite) ? null : say.rewrite_outdated()),
      ...wordingLines(rewrite, context),
    ],
    { rows: rows(buttons) },
  );
}

/** What was refused and what was written instead, as quotations; nothing without a wording. */
export function wordingLines(
  { original, rewritten, madeBy, by, bySetting }: Rewrite,
  { locale }: CardContext,
): readonly Line[] {
  const say = words(locale);
  if (rewritten === null) return [];
  const model = madeBy ?? '';
  const who = bySetting ? say.act_wording(model, by.name) : say.rewrite_written(model, by.name);
  return [
    { text: say.rewrite_original(), title: true },
    { text: original, quote: true },
    { text: who, title: true },
    { text: rewritten, quote: true },
  ];
}

function isRun({ state }: Rewrite): boolean {
  return state === 'sent' || state === 'edited';
}

/** What became of it, or why there is none. */
export function rewriteStateLines(
  view: PairView,
  rewrite: Rewrite,
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  const { state, resultId } = rewrite;
  switch (state) {
    case 'asked':
      return textLines(say.rewrite_writing());
    case 'ready':
      return textLines(say.rewrite_ready());
    case 'failed':
      return textLines(...failureTexts(rewrite, context), say.rewrite_guidance());
    case 'discarded':
      return textLines(say.rewrite_discarded());
    case 'sent':
    case 'edited': {
      const result = view.generations.find((one) => one.id === resultId);
      if (result === undefined) return [];
      const text = say.rewrite_ran(nameOf(result, context.locale), state);
      return [linked({ text, side: result.side }, result.id, context)];
    }
  }
}

/** Why there is no wording. */
export function failureTexts(
  { madeBy, why, detail }: Rewrite,
  { locale }: CardContext,
): readonly string[] {
  const say = words(locale);
  if (why === null) return [];
  const text = madeBy === null ? say.rewrite_none() : say.rewrite_failed(madeBy, why);
  return detail === null ? [text] : [text, say.details_why(detail)];
}

function buttonsOf({ state, why, generationId }: Rewrite, context: CardContext) {
  const say = words(context.locale);
  const on = { generation: generationId };
  const edit = button(say.edit(), { type: 'edit', ...on });
  switch (state) {
    case 'ready':
      return [
        button(say.rewrite_send(), { type: 'rewrite_send', ...on }, 'primary'),
        button(say.edit(), { type: 'rewrite_edit', ...on }),
        button(say.rewrite_discard(), { type: 'rewrite_discard', ...on }),
      ];
    case 'failed':
      return why === 'resting' ? [rewriteButton(generationId, context), edit] : [edit];
    case 'discarded':
      return [edit];
    default:
      return [];
  }
}

/** Rewrite & retry. */
export function rewriteButton(generation: string, { locale }: CardContext): Button {
  return button(words(locale).rewrite(), { type: 'rewrite', generation }, 'primary');
}
