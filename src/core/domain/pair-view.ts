import { retryCanHelp } from './failure.ts';
import type { Generation, PairView, Post } from './pair.ts';
import type { Attempt, SideName } from './side.ts';

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

/** Whether running the same spec again can end differently from how this attempt ended. */
export function retryHelps({ state, failure }: Attempt): boolean {
  return state === 'cancelled' || (failure !== null && retryCanHelp(failure.kind));
}
