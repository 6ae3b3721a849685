import type { CardImage, State } from '../model.ts';
import type { Compared, SideName } from './state.ts';

/** An attempt with a picture. */
interface Pictured {
  readonly generation: string;
  readonly image: CardImage;
}

/** What is shown of a side. */
export interface Shown extends Pictured {
  readonly side: SideName;
  readonly recipe: string;
  /** From 0, among the attempts with a picture. */
  readonly at: number;
  readonly all: readonly Pictured[];
}

/** The attempts of a side that have a picture, oldest first. */
function picturedOf(state: State, pair: string, side: SideName): readonly Pictured[] {
  const attempts = state.pairs.get(pair)?.sides[side].attempts ?? [];
  return attempts.flatMap(({ generation, message_id: id }) => {
    const image = state.messages.get(id ?? '')?.card?.image;
    return image === undefined ? [] : [{ generation, image }];
  });
}

/** Undefined where the side has no picture. */
export function shownOf(
  state: State,
  { pair, generations }: Compared,
  side: SideName,
): Shown | undefined {
  if (pair === null) return undefined;
  const all = picturedOf(state, pair, side);
  const found = all.findIndex(({ generation }) => generation === generations[side]);
  const at = found === -1 ? all.length - 1 : found;
  const one = all[at];
  const recipe = state.pairs.get(pair)?.sides[side].recipe ?? '';
  return one && { ...one, side, recipe, at, all };
}

/** Whether a vote is about the two pictures that are shown: it always is about the newest. */
export function isVotedOn(state: State, compared: Compared): boolean {
  const votes = state.pairs.get(compared.pair ?? '')?.votes;
  if (votes === null || votes === undefined) return false;
  return (
    shownOf(state, compared, 'A')?.generation === votes.a &&
    shownOf(state, compared, 'B')?.generation === votes.b
  );
}
