import { deletedCard, deletionCard } from '../../src/core/cards/deletion.ts';
import { endingCard } from '../../src/core/cards/ending.ts';
import { firstRunCard } from '../../src/core/cards/first-run.ts';
import { headerCard } from '../../src/core/cards/header.ts';
import { imageCard } from '../../src/core/cards/image.ts';
import { noticeCard } from '../../src/core/cards/parts.ts';
import type { CardContext } from '../../src/core/cards/context.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { ERROR_KINDS, type ErrorKind } from '../../src/core/domain/failure.ts';
import type { Generation, Pair, PairView, Post } from '../../src/core/domain/pair.ts';
import { ACT_KINDS, type ActState } from '../../src/core/domain/planned-act.ts';
import type { Locale } from '../../src/core/domain/person.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import { aContext, aPost, aView } from '../card-values.ts';
import {
  aGeneration,
  aModel,
  aPair,
  aRequest,
  NOW,
  RUNNING,
  withImage,
  inBoth,
} from '../values.ts';

/** What people wrote and chose, as it stands in the cards. */
export interface Written {
  readonly prompt: string;
  /** Of a person, a target, a reference. */
  readonly name: string;
  readonly model: string;
  /** The words of a vendor. */
  readonly said: string;
  readonly locale: Locale;
}
export type Named<T> = readonly [name: string, one: T];

/** A link to each message, as the surface gives them. */
export function contextOf({ locale, model }: Written): CardContext {
  return aContext(locale, {
    link: (id) => `https://studio.slack.com/archives/C0123456789/p${id}`,
    line: () => ({ place: 3, waitMs: 90_000, held: null }),
    modelName: () => model,
    categoryName: () => model,
  });
}

/** A generation of a pair with these words. */
export function written(w: Written, id: string, more: Partial<Generation> = {}): Generation {
  const one = aGeneration(id, more);
  const references = one.spec.references.map((used) => ({ ...used, label: w.name }));
  const spec = {
    ...one.spec,
    userPrompt: w.prompt,
    prompt: `${w.prompt}\n${'Colours and tone as in the first image. '.repeat(14)}`,
    references,
  };
  return { ...one, spec, by: { id: 'slack:U0123456789', name: w.name } };
}

export function writtenPair(w: Written, more: Partial<Pair> = {}): Pair {
  const asker = { id: 'slack:U0123456789', name: w.name };
  return aPair({ asker, locale: w.locale, request: aRequest({ prompt: w.prompt }), ...more });
}

function failed(w: Written, id: string, kind: ErrorKind, side: SideName): Generation {
  const failure = { kind, detail: w.said, categories: ['violence', w.model] };
  return written(w, id, { side, ...RUNNING, state: 'failed', failure, endedAt: NOW + 9_000 });
}

/** Every card that stands in a channel, in every state. */
export function publicCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const header = (generations: readonly Generation[], more: Partial<PairView> = {}) =>
    headerCard(aView(generations, { pair: writtenPair(w), ...more }), context);
  const a = written(w, 'a1', withImage());
  const b = written(w, 'b1', { side: 'B', ...withImage() });
  const edited = { ...a, staged: { tone: 100, angle: 25 } } as const;
  const overhead = { ...edited, spec: { ...edited.spec, angle: 'overhead' } };
  const ratioed = { pair: writtenPair(w, { request: aRequest({ prompt: 'another prompt' }) }) };
  const again = written(w, 'a2', { ...RUNNING, number: 2, fromId: 'a1' });
  const lost: readonly Post[] = [aPost('a1', { state: 'undelivered', messageId: null })];
  const refused: readonly Post[] = [
    aPost('a1', { state: 'refused', messageId: null, refusal: { about: 'words', said: w.said } }),
  ];
  const vote = {
    pairId: 'p1',
    personId: 'x',
    generationA: 'a1',
    generationB: 'b1',
    choice: 'A',
    at: NOW,
  } as const;
  const runs = twentyFive(w);
  const promotion = {
    id: 'x',
    generationId: 'a1',
    referenceId: 'r1',
    target: { kind: 'model', slug: 'mina', displayName: w.name },
    by: { id: 'slack:U1', name: w.name },
    at: NOW,
    inPool: true,
  } as const;
  const image = (
    one: Generation,
    generations: readonly Generation[],
    more: Partial<PairView> = {},
  ) => imageCard(aView(generations, { pair: writtenPair(w), ...more }), one, context);
  const ending = (one: Generation, ...others: readonly Generation[]) =>
    endingCard(aView([one, ...others], { pair: writtenPair(w) }), one, context);
  return [
    ['header, planning', header([])],
    ['header, waiting', header([written(w, 'a1'), written(w, 'b1', { side: 'B' })])],
    [
      'header, running',
      header([written(w, 'a1', RUNNING), written(w, 'b1', { side: 'B', ...RUNNING })]),
    ],
    ['header, one image', header([a, written(w, 'b1', { side: 'B', ...RUNNING })])],
    ['header, done', header([a, b])],
    ['header, done and voted', header([a, b], { votes: [vote] })],
    ['header, blocked', header([failed(w, 'a1', 'safety_block', 'A'), b])],
    ['header, lost', header([a, b], { posts: lost })],
    ['header, refused by the chat', header([a, b], { posts: refused })],
    [
      'header, refused',
      header([], { pair: writtenPair(w, { state: 'refused', refusal: inBoth(w.said) }) }),
    ],
    ['header, not comparable', header([a, b], { pair: writtenPair(w, { comparable: false }) })],
    ['header, 25 runs of a side', header(runs)],
    ['image', image(a, [a, b])],
    ['image, edited and staged', image(overhead, [overhead, b], ratioed)],
    ['image, running again', image(a, [a, again])],
    ['image, in the pool', image(a, [a, b], { promotions: [promotion] })],
    ['image, 25 runs of a side', image(a, [a, ...runs])],
    ...ERROR_KINDS.map((kind) => [`ending, ${kind}`, ending(failed(w, 'a1', kind, 'A'))] as const),
    ['ending, running again', ending(failed(w, 'a1', 'network', 'A'), again)],
    ['ending, ran again', ending(failed(w, 'a1', 'network', 'A'), { ...again, ...withImage() })],
    ...actCards(w),
    ['first run', firstRunCard(w.locale, aModel())],
    ['notice', noticeCard({ id: 'slack:U1', name: w.name }, w.said)],
    ['deletion', deletionCard(a, w.locale)],
    ['deleted', deletedCard(a, w.locale)],
  ];
}

/** What settings of the workspace are about to do, did not do, and did. */
function actCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const of = { generationId: 'a1', pairId: 'p1', side: 'A', modelId: 'm2' } as const;
  const by = { id: 'slack:U1', name: w.name };
  const act = { ...of, number: 3, total: 3, by, plannedAt: NOW, dueAt: NOW + 16_000, why: null };
  const from = failed(w, 'a1', 'network', 'A');
  return ACT_KINDS.flatMap((kind) => {
    const view = (state: ActState, ...others: readonly Generation[]) => {
      const why = state === 'dropped' ? inBoth(w.said) : null;
      const acts = [{ ...act, kind, state, why }];
      return aView([from, ...others], { pair: writtenPair(w), acts });
    };
    const next = written(w, 'a2', { ...withImage(), number: 2, origin: kind, fromId: 'a1' });
    return [
      [`ending, ${kind} planned`, endingCard(view('planned'), from, context)],
      [`ending, ${kind} dropped`, endingCard(view('dropped'), from, context)],
      [`ending, ${kind} done`, endingCard(view('done', next), from, context)],
      [`header, ${kind} planned`, headerCard(view('planned'), context)],
      [`header, ${kind} done`, headerCard(view('done', next), context)],
      [`image, ${kind}`, imageCard(view('done', next), next, context)],
    ] as const;
  });
}

/** As many runs as a side may have, on both sides. */
export function twentyFive(w: Written): readonly Generation[] {
  return Array.from({ length: 50 }, (_, n) => {
    const side = n % 2 === 0 ? 'A' : 'B';
    return written(w, `r${n}`, { side, number: Math.floor(n / 2) + 1, ...withImage() });
  });
}
