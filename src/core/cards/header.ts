import type { Button, Card, Line } from '../chat/card.ts';
import { mayRun } from '../domain/limits.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestOf, postOf } from '../domain/pair-view.ts';
import { isLive, type SideName, SIDES } from '../domain/side.ts';
import { optionLines, otherAngleLines } from './options.ts';
import { raceLines } from './race.ts';
import { voteButtons, voteLines } from './votes.ts';
import { words } from '../words/words.ts';
import { actOn, actText, madeText } from './acts.ts';
import type { CardContext } from './context.ts';
import {
  button,
  linked,
  liveLine,
  liveOnHeader,
  nameOf,
  refusalOf,
  rows,
  stateText,
  textLines,
} from './parts.ts';

/** The first answer to `/generate`: the request, and the state of each side's newest generation. */
export function headerCard(view: PairView, context: CardContext): Card {
  const { pair } = view;
  const say = words(context.locale);
  return {
    kind: 'header',
    heading: say.header_heading(pair.asker.name),
    lines: [
      { text: pair.request.prompt, quote: true },
      ...optionLines(view, context),
      ...otherAngleLines(view, context),
      ...raceLines(view, context),
      ...stateLines(view, context),
      ...comparableLines(view, context),
      ...voteLines(view, context),
    ],
    badges: [],
    rows: rows(
      SIDES.map((side) => cancelButton(view, side, context)),
      SIDES.map((side) => repostButton(view, side, context) ?? editButton(view, side, context)),
      voteButtons(view, context),
      // Always there: a surface finds the message of a lost answer by the pair's id in it.
      [button(say.details(), { type: 'pair_details', pair: pair.id })],
    ),
  };
}

function stateLines(view: PairView, context: CardContext): readonly Line[] {
  const { pair } = view;
  const say = words(context.locale);
  if (pair.state === 'refused') {
    return textLines(say.pair_refused(pair.refusal?.[context.locale] ?? ''), say.nothing_charged());
  }
  return SIDES.map((side) => sideLine(view, side, context));
}

/** That both sides are equal; no lines when they can be compared. */
function comparableLines({ pair }: PairView, { locale }: CardContext): readonly Line[] {
  if (pair.comparable || pair.state === 'refused') return [];
  const say = words(locale);
  const isAngles = pair.request.experiment === 'angles';
  return textLines(isAngles ? say.not_comparable_angles() : say.not_comparable());
}

/** What is to be said of a pair as a whole: other angles, its race, that it is no comparison. */
export function noteTexts(view: PairView, context: CardContext): readonly string[] {
  const lines = [
    ...otherAngleLines(view, context),
    ...raceLines(view, context),
    ...comparableLines(view, context),
  ];
  return lines.map(({ text }) => text);
}

/** The state of a side's newest generation. */
export function sideLine(view: PairView, side: SideName, context: CardContext): Line {
  const say = words(context.locale);
  const newest = newestOf(view, side);
  if (newest === undefined) {
    return { text: say.side_planning(side), side, since: view.pair.createdAt };
  }
  const made = madeText(view, newest, context);
  if (isLive(newest.state)) {
    const line = liveLine(newest, context);
    return { ...line, text: line.text + made };
  }
  const text = endedText(view, newest, context) + made + actText(actOn(view, newest), context);
  return linked({ text, side }, newest.id, context);
}

function endedText(view: PairView, newest: Generation, context: CardContext): string {
  const { locale } = context;
  const say = words(locale);
  const name = nameOf(newest, locale);
  if (newest.deletedAt !== null || newest.failure !== null) return stateText(name, newest, context);
  const refusal = refusalOf(view, newest);
  if (refusal !== null) return say.side_refused(name, refusal);
  if (postOf(view, newest.id)?.state === 'undelivered') return say.side_undelivered(name);
  if (newest.state !== 'succeeded') return say.side_state(name, newest.state);
  return say.side_ready(name, tookMs(view, newest) ?? 0);
}

/** Milliseconds from what started the generation to its end; null before that. */
export function tookMs({ pair }: PairView, { number, createdAt, endedAt }: Generation) {
  return endedAt === null ? null : endedAt - (number === 1 ? pair.createdAt : createdAt);
}

/** Of a side that runs, or that a setting is about to run. */
function cancelButton(view: PairView, side: SideName, context: CardContext): Button | null {
  const label = words(context.locale).cancel_side(side);
  const live = liveOnHeader(view, side);
  if (live !== undefined) return button(label, { type: 'cancel', generation: live.id }, 'danger');
  const newest = newestOf(view, side);
  if (newest === undefined || actOn(view, newest)?.state !== 'planned') return null;
  return button(label, { type: 'act_cancel', generation: newest.id }, 'danger');
}

/** Another prompt may make what the chat shows; the same message again would not. */
function editButton(view: PairView, side: SideName, context: CardContext): Button | null {
  const newest = newestOf(view, side);
  if (newest === undefined || postOf(view, newest.id)?.state !== 'refused') return null;
  if (mayRun(view.generations, side, newest.recipeHash) === 'side_full') return null;
  const label = words(context.locale).edit_side(side);
  return button(label, { type: 'edit', generation: newest.id }, 'primary');
}

function repostButton(view: PairView, side: SideName, context: CardContext): Button | null {
  const lost = undeliveredOf(view, side);
  if (lost === undefined) return null;
  const label = words(context.locale).repost_side(side);
  return button(label, { type: 'repost', generation: lost.id }, 'primary');
}

/** The side's newest image that was made and could not be posted. */
export function undeliveredOf(view: PairView, side: SideName): Generation | undefined {
  return view.generations.findLast(
    (one) =>
      one.side === side && one.deletedAt === null && postOf(view, one.id)?.state === 'undelivered',
  );
}
