import { retryCanHelp } from './failure.ts';
import type { Generation, Pair, PairView, Post, PostKind } from './pair.ts';
import type { OwnReference } from './reference.ts';
import type { Rewrite } from './rewrite.ts';
import type { Attempt, SideName } from './side.ts';

/** A pair of which nothing is made or shown yet. */
export function newView(pair: Pair): PairView {
  return {
    pair,
    generations: [],
    posts: [],
    votes: [],
    promotions: [],
    rewrites: [],
    races: [],
    acts: [],
  };
}

/** The intent of a message: a pair's header, or that of the generation `id`. `at`: milliseconds since the epoch. */
export function newPost(pair: Pair, { id, kind }: NewPost, at: number): Post {
  return {
    id,
    kind,
    pairId: pair.id,
    generationId: kind === 'header' ? null : id,
    place: pair.place,
    state: 'intended',
    messageId: null,
    memo: null,
    shown: null,
    firstTriedAt: at,
    againAt: null,
    refusal: null,
  };
}

export interface NewPost {
  readonly id: string;
  readonly kind: PostKind;
}

/** The side's generations, oldest first. */
export function ofSide(view: PairView, side: SideName): readonly Generation[] {
  return view.generations.filter((one) => one.side === side);
}

export function newestOf(view: PairView, side: SideName): Generation | undefined {
  return ofSide(view, side).at(-1);
}

/** The side's newest generation that has an image which was not deleted. */
export function newestImage(view: PairView, side: SideName): Generation | undefined {
  return ofSide(view, side).findLast((one) => one.image !== null && one.deletedAt === null);
}

/** The side's newest generation whose image people see. */
export function newestShown(view: PairView, side: SideName): Generation | undefined {
  return ofSide(view, side).findLast(
    (one) =>
      one.image !== null && one.deletedAt === null && postOf(view, one.id)?.state === 'posted',
  );
}

export function postOf(view: PairView, id: string): Post | undefined {
  return view.posts.find((post) => post.id === id);
}

/** The safer wording of the generation's prompt, if one was asked for. */
export function rewriteOf(view: PairView, { id }: Generation): Rewrite | undefined {
  return view.rewrites.find((one) => one.generationId === id);
}

/** The safer wording that the generation ran, or that somebody made it of. */
export function rewriteBehind(view: PairView, { id }: Generation): Rewrite | undefined {
  return view.rewrites.find((one) => one.resultId === id);
}

/** Those of the pair's own references that the generation was sent: somebody may have left some out. */
export function ownIn(own: readonly OwnReference[], { spec }: Generation): readonly OwnReference[] {
  const keys = new Set(spec.references.flatMap((one) => (one.role === 'own' ? one.key : [])));
  return own.filter(({ key }) => keys.has(key));
}

/** Whether running the same spec again can end differently from how this attempt ended. */
export function retryHelps({ state, failure }: Attempt): boolean {
  return state === 'cancelled' || (failure !== null && retryCanHelp(failure.kind));
}
