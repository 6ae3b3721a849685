import type { CardThumbnail, Line } from '../chat/card.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestOf } from '../domain/pair-view.ts';
import type { Candidate, Race } from '../domain/race.ts';
import { SIDES } from '../domain/side.ts';
import { failureSentence, textLines } from './parts.ts';
import type { CardContext } from './context.ts';
import { words } from '../words/words.ts';

/** What the header says of races: which models run, how far each side is, or that no other model can be had. */
export function raceLines(view: PairView, context: CardContext): readonly Line[] {
  const { request, state } = view.pair;
  if (request.rivals === undefined || state === 'refused') return [];
  const say = words(context.locale);
  const newest = SIDES.flatMap((side) => newestOf(view, side) ?? []);
  const raced = newest.flatMap(({ spec }) => spec.race ?? []);
  const models = [...new Set(state === 'planning' ? [request.modelId, ...request.rivals] : raced)];
  if (models.length < 2) return textLines(say.race_none(context.modelName(request.modelId)));
  const names = models.map((id) => context.modelName(id));
  return [
    ...textLines(say.race_models(names)),
    ...newest.flatMap((one) => progress(view, one, context)),
  ];
}

/** How many of a running side's models have ended. */
function progress(view: PairView, generation: Generation, context: CardContext): readonly Line[] {
  const race = raceOf(view, generation);
  if (race === undefined || generation.state !== 'running') return [];
  const ended = race.candidates.filter(({ endedAt }) => endedAt !== null).length;
  const text = words(context.locale).race_progress(generation.side, ended, race.candidates.length);
  return [{ text, side: generation.side }];
}

/** On an image: which model made it, and who chose it. */
export function wonLines(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const race = raceOf(view, generation);
  const winner = race?.candidates.find(({ id }) => id === race.verdict?.winnerId);
  if (race?.verdict == null || winner === undefined) return [];
  const say = words(context.locale);
  const { judge, rule } = race.verdict;
  const model = context.modelName(winner.spec.modelId);
  const count = race.candidates.length;
  return textLines(
    rule === null
      ? say.race_judged(model, count, judge ?? '')
      : say.race_by_rule(model, count, rule),
  );
}

/** In Details: what each model made of it, and why one won. */
export function candidateLines(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly Line[] {
  const race = raceOf(view, generation);
  if (race === undefined) return [];
  const say = words(context.locale);
  const { verdict } = race;
  return [
    ...race.candidates.map((one) => ({ text: candidateText(one, race, context) })),
    ...wonLines(view, generation, context),
    ...(verdict?.reason == null ? [] : [{ text: say.race_reason(verdict.reason), quote: true }]),
  ];
}

/** In Details: the pictures that did not win, and the one that did; none of a side that ended without an image. */
export function candidatePictures(
  view: PairView,
  generation: Generation,
  context: CardContext,
): readonly CardThumbnail[] {
  const race = raceOf(view, generation);
  const { deletedAt, endedAt, image: shown } = generation;
  const isOver = endedAt !== null && shown === null;
  if (race === undefined || deletedAt !== null || isOver) return [];
  return race.candidates.flatMap(({ image, spec }) =>
    image === null ? [] : [{ key: image.key, label: context.modelName(spec.modelId) }],
  );
}

function candidateText(
  { id, state, spec, failure, dispatchedAt, endedAt }: Candidate,
  { verdict }: Race,
  context: CardContext,
): string {
  const say = words(context.locale);
  const name = context.modelName(spec.modelId);
  const ms = dispatchedAt === null || endedAt === null ? null : endedAt - dispatchedAt;
  if (failure !== null)
    return say.race_failed(name, failureSentence(failure, context.locale, name));
  return say.race_candidate(name, state, ms, verdict?.winnerId === id);
}

function raceOf(view: PairView, { id }: Generation): Race | undefined {
  return view.races.find(({ generationId }) => generationId === id);
}
