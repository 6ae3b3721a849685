import { capitalized } from '../base/text.ts';
import type { Line } from '../chat/card.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { actOf, type PlannedAct, settingOf } from '../domain/planned-act.ts';
import { rewriteOf } from '../domain/pair-view.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';

/** What a setting will do about this ending, or why it does not; undefined when no setting is concerned. */
export function actOn({ acts }: PairView, { id }: Generation): PlannedAct | undefined {
  return acts.find((one) => one.generationId === id);
}

/** What a setting will do about the ending of this message, or why it does not. */
export function actLines(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const act = actOn(view, generation);
  if (act === undefined) return [];
  const say = words(context.locale);
  const { kind, number, total, state, why, plannedAt, dueAt, by } = act;
  const setting = say.act_setting(settingOf(kind), by.name);
  if (state === 'planned') {
    const isWriting = kind === 'auto_rewrite' && rewriteOf(view, generation) !== undefined;
    const text = isWriting
      ? say.act_writing()
      : say.act_planned(kind, dueAt - plannedAt, number, total, modelOf(act, context));
    return [{ text }, { text: setting }];
  }
  return state === 'dropped' && why !== null
    ? [{ text: say.act_dropped(kind, why[context.locale]) }]
    : [];
}

/** The same in the line of a side: " · retrying by itself soon (2 of 3)". */
export function actText(act: PlannedAct | undefined, context: CardContext): string {
  if (act?.state !== 'planned') return '';
  const { kind, number, total } = act;
  const say = words(context.locale);
  return ` · ${say.act_soon(kind, number, total, modelOf(act, context))}`;
}

/** What is added to the state of a run that a setting started: " · retried by itself"; '' for a person's. */
export function madeText({ acts }: PairView, generation: Generation, context: CardContext): string {
  const act = actOf(generation, acts);
  return act === undefined ? '' : ` · ${madeBy(act, context)}`;
}

/** How a setting started a run, and who switched it on; no lines for a person's run. */
export function settingLines(
  { acts }: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const act = actOf(generation, acts);
  if (act === undefined) return [];
  const setting = words(context.locale).act_setting(settingOf(act.kind), act.by.name);
  return [{ text: `${capitalized(madeBy(act, context))}. ${setting}` }];
}

function madeBy(act: PlannedAct, context: CardContext): string {
  const { kind, number, total } = act;
  return words(context.locale).act_made(kind, number, total, modelOf(act, context));
}

function modelOf({ modelId }: PlannedAct, context: CardContext): string {
  return modelId === null ? '' : context.modelName(modelId);
}
