import type { Button, Card, Line } from '../chat/card.ts';
import { choiceOf, recipeOf } from '../domain/experiment.ts';
import { mayRun } from '../domain/limits.ts';
import { sizeName } from '../domain/model.ts';
import { angleOf, type ShownAngle } from '../domain/recipe.ts';
import { type Generation, type PairView, type VoteChoice, VOTES } from '../domain/pair.ts';
import { newestOf, newestShown, postOf } from '../domain/pair-view.ts';
import { isLive, type SideName, SIDES } from '../domain/side.ts';
import { raceLines } from './race.ts';
import { words } from '../words/words.ts';
import { actOn, actText, madeText } from './acts.ts';
import type { CardContext } from './context.ts';
import {
  button,
  linked,
  liveLine,
  liveOnHeader,
  nameOf,
  otherAngleText,
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
      ...raceLines(view, context),
      ...stateLines(view, context),
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

/** The model and size, and how the sides differ. */
function optionLines(view: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { pair } = view;
  const { request } = pair;
  const [a, b] = [choiceOf(pair, 'A'), choiceOf(pair, 'B')];
  const [model, size] = [context.modelName(a.modelId), sizeName(a.size)];
  if (request.experiment === 'models') {
    const models = say.experiment_models(model, context.modelName(b.modelId));
    return textLines(models, say.header_sizes(size, sizeName(b.size)));
  }
  const options = say.header_options(model, size);
  if (request.experiment === 'angles') {
    const others = SIDES.map((side) => {
      const first = firstOf(view, side);
      return first === undefined ? null : otherAngleText(first, context);
    });
    const angles = say.experiment_angles(shownAngle(view, 'A'), shownAngle(view, 'B'));
    return textLines(options, angles, ...others);
  }
  const [A, B] = [recipeOf(pair, 'A'), recipeOf(pair, 'B')];
  return textLines(options, say.experiment_tones(A.tones, B.tones));
}

/** The generation of a side's frozen spec, which the pair compares. */
function firstOf({ generations }: PairView, side: SideName): Generation | undefined {
  return generations.find((one) => one.side === side);
}

/** By the side's first spec; before there is one, by its recipe. */
function shownAngle(view: PairView, side: SideName): ShownAngle {
  const { pair } = view;
  const first = firstOf(view, side);
  if (first !== undefined) return angleOf(first.spec);
  if (recipeOf(pair, side).angle === 'reference') return 'reference';
  return pair.request.angle === null ? 'none' : 'text';
}

function stateLines(view: PairView, context: CardContext): readonly Line[] {
  const { pair } = view;
  const say = words(context.locale);
  if (pair.state === 'refused') {
    return textLines(say.pair_refused(pair.refusal ?? ''), say.nothing_charged());
  }
  const sides = SIDES.map((side) => sideLine(view, side, context));
  if (pair.comparable) return sides;
  const isAngles = pair.request.experiment === 'angles';
  return [...sides, { text: isAngles ? say.not_comparable_angles() : say.not_comparable() }];
}

function sideLine(view: PairView, side: SideName, context: CardContext): Line {
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
  const from = newest.number === 1 ? view.pair.createdAt : newest.createdAt;
  return say.side_ready(name, (newest.endedAt ?? from) - from);
}

function voteLines(view: PairView, context: CardContext): readonly Line[] {
  const images = compared(view);
  if (images === undefined) return [];
  const say = words(context.locale);
  const votes = view.votes.filter(
    (one) => one.generationA === images.generationA && one.generationB === images.generationB,
  );
  const count = (choice: VoteChoice) => votes.filter((one) => one.choice === choice).length;
  return textLines(
    votes.length === 0
      ? say.votes_ask()
      : say.votes_count(count('A'), count('B'), count('tie'), count('both_bad')),
  );
}

function voteButtons(view: PairView, context: CardContext): readonly Button[] {
  const images = compared(view);
  if (images === undefined) return [];
  return VOTES.map((choice) =>
    button(words(context.locale).vote(choice), { type: 'vote', ...images, choice }),
  );
}

/** The two images to vote on: the newest of each side that people see. */
function compared(view: PairView): { generationA: string; generationB: string } | undefined {
  const [a, b] = [newestShown(view, 'A'), newestShown(view, 'B')];
  return a === undefined || b === undefined ? undefined : { generationA: a.id, generationB: b.id };
}

function cancelButton(view: PairView, side: SideName, context: CardContext): Button | null {
  const live = liveOnHeader(view, side);
  if (live === undefined) return null;
  const label = words(context.locale).cancel_side(side);
  return button(label, { type: 'cancel', generation: live.id }, 'danger');
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
  const lost = view.generations.findLast(
    (one) =>
      one.side === side && one.deletedAt === null && postOf(view, one.id)?.state === 'undelivered',
  );
  if (lost === undefined) return null;
  const label = words(context.locale).repost_side(side);
  return button(label, { type: 'repost', generation: lost.id }, 'primary');
}
