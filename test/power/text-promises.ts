import type { PairView } from '../../src/core/domain/pair.ts';
import type { ProviderCall } from '../../src/core/ports/cost-store.ts';
import type { Race } from '../../src/core/domain/race.ts';
import { sha256Hex } from '../../src/digest.ts';
import type { Life } from './life.ts';
import type { Outside } from './outside.ts';

/** What of the promises about text calls, and about races, which a text call decides, does not hold. */
export function brokenByTexts(life: Life, outside: Outside): readonly string[] {
  const ids = life.db.prepare<[], string>('SELECT id FROM pairs').pluck().all();
  const views = ids.flatMap((id) => life.store.pairs.view(id) ?? []);
  const calls = ids
    .flatMap((id) => life.store.calls.ofPair(id))
    .filter(({ purpose }) => purpose !== 'image');
  return [
    ...payments(calls, outside),
    ...views.flatMap((view) => untruePlan(view, calls, outside)),
    ...views.flatMap(({ races }) =>
      races.flatMap((race) => untrueRace(race, calls, life, outside)),
    ),
    ...views.flatMap((view) => untrueWordings(view, calls, life, outside)),
  ];
}

/** No question is paid twice, and each has one row, which says how it ended. */
function payments(calls: readonly ProviderCall[], { paidTexts }: Outside): readonly string[] {
  const questions = paidTexts.map(({ question }) => question);
  const subjects = calls.map(({ pairId, generationId, purpose }) =>
    JSON.stringify([pairId, generationId, purpose]),
  );
  const rowsFor = (purpose: string) => calls.filter((one) => one.purpose === purpose).length;
  return [
    ...paidTexts
      .filter(({ question }, index) => questions.indexOf(question) < index)
      .map(({ purpose }) => `a ${purpose} was paid twice`),
    ...[...Map.groupBy(paidTexts, ({ purpose }) => purpose)]
      .filter(([purpose, paid]) => paid.length > rowsFor(purpose))
      .map(([purpose]) => `a ${purpose} was paid, and is not in the ledger`),
    ...subjects
      .filter((one, index) => subjects.indexOf(one) < index)
      .map((one) => `two rows in the ledger: ${one}`),
    ...calls
      .filter(({ outcome }) => outcome !== 'answered' && outcome !== 'dropped')
      .map(({ purpose, outcome }) => `the ${purpose} ended as ${String(outcome)}`),
  ];
}

/** How the call for a purpose ended; undefined when there was none. */
function outcomeOf(
  calls: readonly ProviderCall[],
  subject: Pick<ProviderCall, 'pairId' | 'generationId' | 'purpose'>,
): string | null | undefined {
  return calls.find(
    (one) =>
      one.pairId === subject.pairId &&
      one.generationId === subject.generationId &&
      one.purpose === subject.purpose,
  )?.outcome;
}

/** A plan is the text model's where that has answered, and else says that it was asked before. */
function untruePlan(
  { pair: { id, plan } }: PairView,
  calls: readonly ProviderCall[],
  { answers }: Outside,
): readonly string[] {
  if (answers === undefined || plan === null) return [];
  const outcome = outcomeOf(calls, { pairId: id, generationId: null, purpose: 'classification' });
  const isTrue =
    outcome === 'answered'
      ? plan.madeBy === 'Gemini Text'
      : plan.madeBy === 'rules' && plan.fallback?.why === 'asked_before';
  return isTrue ? [] : [`the plan is by ${plan.madeBy}, the call ended as ${String(outcome)}`];
}

/** A race that has an image was decided as its call ended, and shows the image that won. */
function untrueRace(
  { generationId, verdict, candidates }: Race,
  calls: readonly ProviderCall[],
  { store }: Life,
  { blobs }: Outside,
): readonly string[] {
  const generation = store.generations.get(generationId);
  if (generation?.image == null) return [];
  const made = candidates.filter(({ image }) => image !== null);
  const winner = made.find(({ id }) => id === verdict?.winnerId)?.image;
  const outcome = outcomeOf(calls, { pairId: generation.pairId, generationId, purpose: 'judge' });
  const rule = outcome === undefined ? 'only_one' : 'judge_asked_before';
  const isTrue = outcome === 'answered' ? verdict?.judge === 'Gemini Text' : verdict?.rule === rule;
  const hashOf = (key: string) => sha256Hex(blobs.blobs.get(key) ?? '');
  return [
    ...(isTrue ? [] : [`the verdict is ${JSON.stringify(verdict)}, the call ${String(outcome)}`]),
    ...(winner != null && hashOf(winner.key) === hashOf(generation.image.key)
      ? []
      : [`the image of ${generationId} is not the winner’s`]),
  ];
}

/** A safer wording is what the text model wrote, or says that it was asked before; it is run once. */
function untrueWordings(
  { generations }: PairView,
  calls: readonly ProviderCall[],
  { store }: Life,
  { answers }: Outside,
): readonly string[] {
  const wordings = generations.flatMap(({ id }) => store.rewrites.get(id) ?? []);
  const ran = generations.filter(({ origin }) => origin === 'rewrite').map(({ id }) => id);
  const sent = wordings.flatMap(({ resultId }) => resultId ?? []);
  const untrue = wordings.filter(({ generationId, state, rewritten, why }) => {
    const pairId = store.generations.get(generationId)?.pairId ?? '';
    const outcome = outcomeOf(calls, { pairId, generationId, purpose: 'rewrite' });
    if (outcome !== 'answered') return state !== 'failed' || why !== 'asked_before';
    return JSON.stringify({ rewrite: rewritten }) !== JSON.stringify(answers?.get('rewrite'));
  });
  return [
    ...untrue.map((one) => `a wording is not true: ${JSON.stringify(one)}`),
    ...(JSON.stringify(ran) === JSON.stringify(sent)
      ? []
      : [`ran ${ran.join()}, sent ${sent.join()}`]),
  ];
}
