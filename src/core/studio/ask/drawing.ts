import type { World } from '../base/world.ts';
import { choiceOf } from '../../domain/experiment.ts';
import type { Model } from '../../domain/model.ts';
import type { Pair } from '../../domain/pair.ts';
import type { PairPlan } from '../../domain/spec.ts';
import { freezePair, type PairDrafts } from '../../plan/freeze.ts';
import { raced } from '../../plan/race.ts';
import { UserError } from '../../words/user-error.ts';
import type { LostPictures } from '../base/lost-pictures.ts';

/** Looks for other pictures in the place of lost ones. */
const MAX_LOOKS = 5;

type DrawingParts = Pick<World, 'store'> & {
  readonly lost: Pick<LostPictures, 'look' | 'without'>;
};

export type PlannedPair = Pair & { readonly plan: PairPlan };

/** Drafts of a pair's sides. */
export interface Drawn {
  readonly drafts: PairDrafts;
  /** What they were made from: the pool and the models, each the same object until it changes. */
  readonly from: readonly object[];
}

/** Draws from the pool and the models what the sides of a pair will be. */
export class Drawing {
  readonly #parts: DrawingParts;

  constructor(parts: DrawingParts) {
    this.#parts = parts;
  }

  /**
   * Resolves with drafts whose pictures the store was asked for: those that it has lost are left out. Rejects with a `UserError`, as
   * `now` throws it.
   */
  async draw(pair: PlannedPair): Promise<Drawn> {
    let drawn = this.now(pair);
    for (let looks = 0; looks < MAX_LOOKS && (await this.#usesLost(drawn)); looks += 1) {
      drawn = this.now(pair);
    }
    return drawn;
  }

  /**
   * Drafts from what there is now; `before`, when nothing has changed since. Throws a `UserError` when a model is not offered any
   * more or cannot read the prompt.
   */
  now(pair: PlannedPair, before?: Drawn): Drawn {
    const [a, b] = [choiceOf(pair, 'A'), choiceOf(pair, 'B')];
    const A = this.#model(a.modelId);
    const models = { A, B: b.modelId === a.modelId ? A : this.#model(b.modelId) };
    const pool = this.#parts.lost.without(this.#parts.store.pool.snapshot());
    const rivals = this.#rivals(pair);
    const from = [pool, models.A, models.B, ...rivals];
    if (before !== undefined && isSame(before.from, from)) return before;
    const { A: left, B: right, comparable } = freezePair(pair, pool, models);
    return { from, drafts: { A: raced(left, rivals), B: raced(right, rivals), comparable } };
  }

  #usesLost({ drafts: { A, B } }: Drawn): Promise<boolean> {
    const used = [...A.references, ...B.references].filter(({ id }) => id !== null);
    return this.#parts.lost.look(used.map(({ key }) => key));
  }

  /** The models that race with each side's own. One that was switched off meanwhile does not. */
  #rivals({ request: { rivals = [] } }: Pair): readonly Model[] {
    const models = rivals.map((id) => this.#parts.store.models.get(id));
    return models.filter((one) => one !== undefined).filter((one) => one.active);
  }

  #model(modelId: string): Model {
    const model = this.#parts.store.models.get(modelId);
    if (model?.active === true) return model;
    throw new UserError('model_unavailable', model?.displayName ?? modelId);
  }
}

function isSame(one: readonly object[], other: readonly object[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
