import { noteTexts } from '../../../core/cards/header.ts';
import { chosenTexts, optionLines } from '../../../core/cards/options.ts';
import { comparisonOf, splitOf, voteButtons } from '../../../core/cards/votes.ts';
import { encodeAction } from '../../../core/chat/action.ts';
import { type PairView, VOTES } from '../../../core/domain/pair.ts';
import { newestOf, postOf } from '../../../core/domain/pair-view.ts';
import type { Caller } from '../../../core/domain/person.ts';
import { isLive, SIDES } from '../../../core/domain/side.ts';
import type { Look } from '../../../core/studio/show/looks.ts';
import { UserError } from '../../../core/words/user-error.ts';
import { say, words } from '../../../core/words/words.ts';
import type { PairFacts } from '../pair-facts-schema.ts';
import { sideFacts } from './side-facts.ts';

type Viewer = Pick<Caller, 'person' | 'admin' | 'locale'>;
/** What everybody who reads one language sees of a pair. */
export type SharedFacts = Omit<PairFacts, 'as_of' | 'asker' | 'may_change' | 'why_not' | 'votes'>;

export function sharedFacts(look: Look): SharedFacts {
  const { view, context } = look;
  const { pair } = view;
  const header = postOf(view, pair.id);
  return {
    batch_id: pair.id,
    message_id: header?.state === 'posted' ? header.messageId : null,
    at: pair.createdAt,
    prompt: pair.request.prompt,
    state: pair.state,
    refusal: pair.refusal?.[context.locale] ?? null,
    chips: [...optionLines(view, context).map(({ text }) => text), ...chosenTexts(view, context)],
    notes: [...noteTexts(view, context)],
    credit: creditText(look),
    details: encodeAction({ type: 'pair_details', pair: pair.id }),
    sides: { A: sideFacts(look, 'A'), B: sideFacts(look, 'B') },
  };
}

/** A pair as one person sees it: what they share with others, and what is theirs. */
export function pairFacts(
  look: Look,
  shared: SharedFacts,
  viewer: Viewer,
): Omit<PairFacts, 'as_of'> {
  const { asker } = look.view.pair;
  const mine = asker.id === viewer.person.id;
  const mayChange = mine || viewer.admin;
  return {
    ...shared,
    asker: { name: asker.name, mine },
    may_change: mayChange,
    why_not: mayChange ? null : say(new UserError('not_asker', asker.name), viewer.locale),
    votes: votesOf(look, viewer),
  };
}

function votesOf({ view, context }: Look, { person }: Viewer): PairFacts['votes'] {
  const comparison = comparisonOf(view);
  if (comparison === undefined) return null;
  const { generationA, generationB, votes } = comparison;
  const mine = votes.find(({ personId }) => personId === person.id)?.choice ?? null;
  const buttons = voteButtons(view, context);
  return {
    a: generationA,
    b: generationB,
    total: votes.length,
    mine,
    split: mine === null ? null : splitOf(comparison),
    choices: VOTES.flatMap((choice, index) => {
      const { id, label } = buttons[index] ?? {};
      return id === undefined || label === undefined ? [] : [{ choice, label, id }];
    }),
  };
}

/** Distinct recipes with a delivered image, in words; null while that is not known. */
function creditText({ view, context: { locale } }: Look): string | null {
  const paid = view.generations.filter(({ deliveredAt }) => deliveredAt !== null);
  const count = new Set(paid.map(({ side, recipeHash }) => `${side} ${recipeHash}`)).size;
  if (count > 0) return words(locale).pair_credits(count);
  return isOver(view) ? words(locale).nothing_charged() : null;
}

/** Whether nothing is being made, and nothing was. */
function isOver(view: PairView): boolean {
  if (view.pair.state === 'refused') return true;
  const newest = SIDES.map((side) => newestOf(view, side));
  return newest.every((one) => one !== undefined && one.image === null && !isLive(one.state));
}
