import { costsCard } from '../../src/core/cards/costs.ts';
import { detailsCard, pairDetailsCard } from '../../src/core/cards/details.ts';
import { editForm, feedbackForm, generateForm } from '../../src/core/cards/forms.ts';
import { creditsCard, helpCard, historyCard, likesCard } from '../../src/core/cards/galleries.ts';
import { modelsCard } from '../../src/core/cards/models.ts';
import { poolCard, poolEntryCard } from '../../src/core/cards/pool.ts';
import {
  confirmCard,
  otherTargetForm,
  promoteCard,
  promotedCard,
} from '../../src/core/cards/promote.ts';
import { reviewCard } from '../../src/core/cards/review.ts';
import { rewriteCard } from '../../src/core/cards/rewrite.ts';
import { settingsCard } from '../../src/core/cards/settings.ts';
import { SETTING_NAMES } from '../../src/core/domain/workspace-setting.ts';
import { dayOf } from '../../src/core/base/text.ts';
import { DAY_MS } from '../../src/core/base/units.ts';
import type { Card, Form } from '../../src/core/chat/card.ts';
import { costReport, UNSHOWN_OUTCOMES } from '../../src/core/domain/cost-report.ts';
import { CALL_PURPOSES, type CallPurpose } from '../../src/core/domain/provider-call.ts';
import { LIMITS, ROOM } from '../../src/bots/slack/limits.ts';
import { aCostCell } from '../cost-cell.ts';
import { aToldCall, aView } from '../card-values.ts';
import { added, aModel, anEntry, anImage, aPlan, aReference, NOW, withImage } from '../values.ts';
import {
  contextOf,
  type Named,
  twentyFive,
  written,
  writtenPair,
  type Written,
} from './every-card.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Every card that one person sees, at its fullest. */
export function privateCards(w: Written): readonly Named<Card>[] {
  return [
    ...detailCards(w),
    ...galleryCards(w),
    ...poolCards(w),
    ...promoteCards(w),
    ['models', modelsCard(offer(w), () => true, w.locale)],
    ...rewriteCards(w),
    ['costs', fullCosts(w, CALL_PURPOSES)],
    [
      'credits',
      creditsCard(
        { today: 3, inFlight: 2, quota: 100, reset: '00:00 UTC', resetAt: NOW, lifetime: 1_234 },
        w.locale,
      ),
    ],
    ['help', helpCard(w.locale, 'slack')],
    ['settings', fullSettings(w)],
  ];
}

/** A refused run whose wording is as long as its prompt. */
function refused(w: Written) {
  const failure = { kind: 'safety_block', detail: w.said, categories: [w.name] } as const;
  const one = written(w, 'a1', { state: 'blocked', failure, endedAt: NOW });
  const rewrite = {
    generationId: 'a1',
    state: 'ready',
    original: w.prompt,
    rewritten: w.prompt,
    madeBy: w.model,
    why: null,
    detail: null,
    by: { id: 'web:ana', name: w.name },
    bySetting: false,
    askedAt: NOW,
    settledAt: NOW,
    resultId: null,
  } as const;
  const failed = {
    ...rewrite,
    state: 'failed',
    rewritten: null,
    why: 'quota',
    detail: w.said,
  } as const;
  const view = aView([one], { pair: writtenPair(w), rewrites: [rewrite] });
  return { view, generation: one, rewrite, failed };
}

function rewriteCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const { view, generation, rewrite, failed } = refused(w);
  const entries = upTo(ROOM.gallery).map(() => ({ view, generation }));
  return [
    ['a safer wording', rewriteCard(view, generation, rewrite, context)],
    ['no safer wording', rewriteCard(view, generation, failed, context)],
    ['review', reviewCard(entries, 'a0', context)],
  ];
}

/** Every setting set, and more models than a list takes. */
function fullSettings({ name, model, locale }: Written): Card {
  const by = { id: 'slack:U1', name };
  return settingsCard({
    settings: SETTING_NAMES.map((one) => ({ name: one, value: 'm1', by, at: NOW })),
    models: upTo(120).map((n) => aModel({ id: `m${n}`, displayName: model })),
    modelName: () => model,
    spoiler: true,
    mayChange: true,
    locale,
  });
}

function detailCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const one = written(w, 'a1', withImage());
  const view = aView([one, ...twentyFive(w)], { pair: writtenPair(w) });
  const pool = upTo(14).map((n) => anEntry(`e${n}`, { targetName: w.name }));
  const parts = {
    calls: [aToldCall(0.04)],
    feedback: [],
    likes: { likes: 2, dislikes: 1 },
    pool,
  };
  return [
    ['details', detailsCard(view, one, parts, context)],
    ['details of a pair', pairDetailsCard(view, { calls: [], readerId: 'ben' }, context)],
  ];
}

/** A page of each, as full as Slack shows it. */
function galleryCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const views = upTo(ROOM.gallery).map((n) => {
    const a = written(w, `a${n}`, { ...withImage(`key a${n}`) });
    const b = written(w, `b${n}`, { side: 'B', ...withImage(`key b${n}`) });
    return aView([a, b], { pair: writtenPair(w, { id: `p${n}` }) });
  });
  const likes = views.flatMap((view) =>
    view.generations.slice(0, 1).map((generation) => ({ view, generation })),
  );
  return [
    ['history', historyCard(views, 'p9', context)],
    ['history, empty', historyCard([], null, context)],
    ['likes', likesCard(likes, 'a9', context)],
    ['likes, empty', likesCard([], null, context)],
  ];
}

function poolCards(w: Written): readonly Named<Card>[] {
  const context = contextOf(w);
  const entry = (n: number) =>
    anEntry(`e${n}`, {
      reference: aReference(`e${n}`, {
        caption: w.name,
        tags: [w.name, 'film'],
        location: 'seoul',
      }),
      targetName: w.name,
      added: added({ source: 'promotion', by: { id: 'slack:U1', name: w.name } }),
      generationId: 'a1',
    });
  const entries = upTo(ROOM.pool).map(entry);
  const targets = upTo(250).map((n) => target(w, n));
  const shelf = { of: 'target', target: { kind: 'tone', slug: 's249' } } as const;
  const removed = { at: NOW, byName: w.name };
  return [
    [
      'pool',
      poolCard({ shelf: { of: 'all' }, entries, total: 99, page: 1, before: 8 }, targets, context),
    ],
    [
      'pool, one of 250 shelves',
      poolCard({ shelf, entries, total: 8, page: 0, before: 0 }, targets, context),
    ],
    [
      'pool, empty',
      poolCard({ shelf: { of: 'all' }, entries: [], total: 0, page: 0, before: 0 }, [], context),
    ],
    ['pool entry', poolEntryCard(entry(1), true, context)],
    ['pool entry, removed', poolEntryCard({ ...entry(1), removed }, true, context)],
    ['pool entry, purged', poolEntryCard({ ...entry(1), removed, purgedAt: NOW }, true, context)],
  ];
}

function target({ name }: Written, n: number) {
  const kind = n % 2 === 0 ? 'model' : 'tone';
  return { kind, slug: `s${n}`, displayName: name, references: n, promotions: 0 } as const;
}

function promoteCards(w: Written): readonly Named<Card>[] {
  const one = written(w, 'a1', { ...withImage(), image: anImage('key a1') });
  const chosen = target(w, 1);
  const draft = { id: 'd1', generationId: 'a1', personId: 'slack:U1', target: chosen, at: NOW };
  return [
    [
      'promote',
      promoteCard(
        one,
        upTo(250).map((n) => target(w, n)),
        [],
        w.locale,
      ),
    ],
    ['promote, nobody there', promoteCard(one, [], [], w.locale)],
    ['promote, confirm', confirmCard(one, draft, true, w.locale)],
    ['promoted', promotedCard(one, chosen, w.locale)],
  ];
}

function offer({ model }: Written) {
  const models = upTo(30).map((n) => {
    return aModel({ id: `m${n}`, displayName: model, isDefault: n === 0, maxReferences: 0 });
  });
  return { models, plan: aPlan(), served: ['sample'] };
}

/** The report at its fullest, of calls for these purposes. */
export function fullCosts(
  { name, model, locale }: Written,
  purposes: readonly CallPurpose[],
): Card {
  const cells = upTo(40).map((n) =>
    aCostCell({
      day: dayOf(NOW - n * DAY_MS),
      modelId: `${n}${model}`,
      personId: `slack:U${n}`,
      personName: `${n}${name}`,
      outcome: UNSHOWN_OUTCOMES[n % UNSHOWN_OUTCOMES.length] ?? 'timeout',
      purpose: purposes[n % purposes.length] ?? 'image',
      calls: 12_345,
      unknown: 1_234,
      usd: 12_345.67,
    }),
  );
  const report = costReport(
    [...cells, aCostCell({ outcome: 'running' })],
    { now: NOW, days: 30 },
    (id) => id,
  );
  return costsCard(report, { everywhere: true, room: ROOM.costs, locale });
}

function refusedForm(w: Written): Form {
  const { generation } = refused(w);
  const own = upTo(7).map((n) => {
    const rest = { type: 'image/png', width: 9, height: 9, bytes: 9 } as const;
    return { ...rest, key: `own/p1/${n}.png`, name: w.name };
  });
  const references = own.map(
    ({ key, name: label }) => ({ role: 'own', id: null, key, label }) as const,
  );
  return editForm({ ...generation, spec: { ...generation.spec, references } }, own, w);
}

/** Every form. */
export function forms(w: Written): readonly Named<Form>[] {
  const one = written(w, 'a1', withImage());
  const choices = () => upTo(101).map((n) => ({ value: `v${n}`, label: w.name, typed: w.name }));
  const room = { id: LIMITS.callbackId, choices };
  return [
    ['generate', generateForm({}, { id: LIMITS.callbackId }, w.locale)],
    ['generate, filled', generateForm({ prompt: w.prompt, persona: 'x' }, room, w.locale)],
    ['edit', editForm(one, [], w)],
    ['edit of what was refused', refusedForm(w)],
    ['feedback', feedbackForm(one, { rating: 3, text: w.prompt }, w)],
    ['promote to another', otherTargetForm('a1', w.locale)],
  ];
}
