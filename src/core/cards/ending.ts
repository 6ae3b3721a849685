import type { Button, Card, Line } from '../chat/card.ts';
import { mayRun } from '../domain/limits.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestOf, retryHelps, rewriteOf } from '../domain/pair-view.ts';
import { ranWording } from '../domain/rewrite.ts';
import { isLive } from '../domain/side.ts';
import { capitalized } from '../base/text.ts';
import { words } from '../words/words.ts';
import { actLines, actOn, madeText, settingLines } from './acts.ts';
import type { CardContext } from './context.ts';
import {
  budgetLines,
  button,
  categoryLines,
  childOf,
  failureSentence,
  linked,
  liveLine,
  nameOf,
  rows,
  textLines,
  titleOf,
} from './parts.ts';
import { failureTexts, rewriteButton } from './rewrite.ts';

/** The message of a generation that ended without an image: why, and what to do next. */
export function endingCard(view: PairView, generation: Generation, context: CardContext): Card {
  const say = words(context.locale);
  const child = childOf(view, generation);
  const name = titleOf(view, generation, context);
  const card = { kind: 'ending', side: generation.side, badges: [] } as const;
  if (child !== undefined && !isLive(child.state)) {
    const text = say.run_again(nameOf(child, context.locale)) + madeText(view, child, context);
    const details = button(say.details(), { type: 'details', generation: generation.id });
    return {
      ...card,
      heading: name,
      lines: [linked({ text }, child.id, context)],
      rows: [[details]],
    };
  }
  return {
    ...card,
    heading: say.side_state(name, generation.state),
    lines: [
      ...settingLines(view, generation, context),
      ...(child === undefined
        ? whyLines(view, generation, context)
        : [liveLine(child, context), ...settingLines(view, child, context)]),
    ],
    rows: rows(buttons(view, generation, child, context)),
  };
}

function whyLines(view: PairView, generation: Generation, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { failure } = generation;
  const lines: Line[] = [];
  if (failure !== null) {
    const model = context.modelName(generation.spec.modelId);
    lines.push({ text: capitalized(failureSentence(failure, context.locale, model)) });
    const isRefusal = failure.kind === 'safety_block' || failure.kind === 'invalid_request';
    if (isRefusal && failure.withdrawn !== true) {
      lines.push({ text: say.provider_said(failure.detail), quote: true });
      lines.push(...categoryLines(failure, context.locale));
    }
  }
  if (generation.state === 'blocked') {
    if (ranWording(generation)) lines.push({ text: say.rewrite_refused_too() });
    else lines.push(...rewriteLines(view, generation, context));
  }
  lines.push({ text: say.nothing_charged() });
  if (retryHelps(generation)) lines.push(...budgetLines(view, generation, context));
  return [...lines, ...actLines(view, generation, context)];
}

/** Why there is no safer wording of it, where one was asked for. */
function rewriteLines(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const rewrite = rewriteOf(view, generation);
  if (rewrite?.state !== 'failed') return [];
  const [text] = failureTexts(rewrite, context);
  return textLines(text ?? null);
}

/** Whether a safer wording of the generation can be asked for, or one waits for somebody to decide about it. */
export function mayRewrite(
  view: PairView,
  generation: Generation,
  { canRewrite }: Pick<CardContext, 'canRewrite'>,
): boolean {
  const { id, side, state, recipeHash } = generation;
  if (state !== 'blocked' || newestOf(view, side)?.id !== id) return false;
  if (mayRun(view.generations, side, recipeHash) === 'side_full') return false;
  const rewrite = rewriteOf(view, generation);
  if (rewrite?.state === 'asked' || rewrite?.state === 'ready') return true;
  const isOpen = rewrite === undefined || rewrite.why === 'resting';
  return isOpen && canRewrite && !ranWording(generation);
}

function buttons(
  view: PairView,
  generation: Generation,
  child: Generation | undefined,
  context: CardContext,
): readonly (Button | null)[] {
  const say = words(context.locale);
  const on = { generation: generation.id };
  const details = button(say.details(), { type: 'details', ...on });
  if (child !== undefined) {
    return [button(say.cancel(), { type: 'cancel', generation: child.id }, 'danger'), details];
  }
  const may = mayRun(view.generations, generation.side, generation.recipeHash);
  const newest = newestOf(view, generation.side)?.id === generation.id;
  const retry = newest && may === 'yes' && retryHelps(generation);
  const isPlanned = actOn(view, generation)?.state === 'planned';
  return [
    mayRewrite(view, generation, context) ? rewriteButton(generation.id, context) : null,
    isPlanned ? button(say.cancel(), { type: 'act_cancel', ...on }, 'danger') : null,
    retry ? button(say.retry(), { type: 'retry', ...on }, 'primary') : null,
    may === 'side_full' ? null : button(say.edit(), { type: 'edit', ...on }),
    details,
  ];
}
