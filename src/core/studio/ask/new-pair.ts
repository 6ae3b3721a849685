import type { World } from '../base/world.ts';
import { drawRecipes } from '../../domain/experiment.ts';
import type { Pair, PairRequest } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { planDeadline } from './planner.ts';

/** The pair of a request, to be planned. Its seed decides which recipe is on which side. */
export function newPair(
  caller: Caller,
  request: PairRequest,
  {
    ids,
    clock,
    seed: newSeed,
    queueBudgetMs,
  }: Pick<World, 'ids' | 'clock' | 'seed' | 'queueBudgetMs'>,
): Pair {
  const createdAt = clock.now();
  const seed = newSeed();
  return {
    id: ids.next(),
    asker: caller.person,
    askerRoles: caller.roles,
    place: caller.place,
    locale: caller.locale,
    request,
    seed,
    recipes: drawRecipes(request.experiment, seed),
    state: 'planning',
    plan: null,
    own: [],
    refusal: null,
    comparable: true,
    createdAt,
    planDeadline: planDeadline(createdAt, queueBudgetMs),
    version: 1,
  };
}
