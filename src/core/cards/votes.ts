import type { Button, Line } from '../chat/card.ts';
import { type PairView, type Vote, type VoteChoice, VOTES } from '../domain/pair.ts';
import { newestShown } from '../domain/pair-view.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { button, textLines } from './parts.ts';

/** Two images that people vote on, and the votes on these two. */
export interface Comparison {
  readonly generationA: string;
  readonly generationB: string;
  readonly votes: readonly Vote[];
}

/** The newest images of each side that people see; undefined while a side has none. */
export function comparisonOf(view: PairView): Comparison | undefined {
  const [a, b] = [newestShown(view, 'A'), newestShown(view, 'B')];
  if (a === undefined || b === undefined) return undefined;
  const votes = view.votes.filter((one) => one.generationA === a.id && one.generationB === b.id);
  return { generationA: a.id, generationB: b.id, votes };
}

/** How many people made each choice. */
export function splitOf({
  votes,
}: Pick<Comparison, 'votes'>): Readonly<Record<VoteChoice, number>> {
  const count = (choice: VoteChoice) => votes.filter((one) => one.choice === choice).length;
  return { A: count('A'), B: count('B'), tie: count('tie'), both_bad: count('both_bad') };
}

/** How many people voted; how, only those who voted are told. */
export function voteLines(view: PairView, { locale }: CardContext): readonly Line[] {
  const comparison = comparisonOf(view);
  if (comparison === undefined) return [];
  const say = words(locale);
  const { length } = comparison.votes;
  return textLines(length === 0 ? say.votes_ask() : say.votes_count(length));
}

/** What people chose, for a reader who voted; null for others. */
export function splitText(
  view: PairView,
  readerId: string,
  { locale }: CardContext,
): string | null {
  const comparison = comparisonOf(view);
  const mine = comparison?.votes.find(({ personId }) => personId === readerId);
  if (comparison === undefined || mine === undefined) return null;
  return words(locale).details_votes(mine.choice, splitOf(comparison));
}

/** A button for each choice; none while there is nothing to compare. */
export function voteButtons(view: PairView, { locale }: CardContext): readonly Button[] {
  const comparison = comparisonOf(view);
  if (comparison === undefined) return [];
  const { generationA, generationB } = comparison;
  return VOTES.map((choice) =>
    button(words(locale).vote(choice), { type: 'vote', generationA, generationB, choice }),
  );
}
