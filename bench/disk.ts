import { setTimeout as pause } from 'node:timers/promises';
import { pairsPerSecond } from './pipeline.ts';
import { ask, isShown, median, newWorld, person, untilEvent, type World } from './world.ts';

const ALONE = 10;
const PAIRS = 200;
/** Milliseconds in which the last edits of a pair are done. */
const AFTER_MS = 300;

/** What one pair costs. */
export interface PairCost {
  /** Syncs of the database's log. */
  readonly syncs: number;
  /** Statements that SQLite runs, those that begin and end transactions included. */
  readonly statements: number;
}

/** What a pair costs that is alone, and each of many when 20 people ask at once. Counted, not measured. */
export async function costOfPairs(): Promise<{ alone: PairCost; among20: PairCost }> {
  let statements = 0;
  const world = await newWorld({
    verbose: () => {
      statements += 1;
    },
  });
  const counts = () => ({ syncs: world.writes.syncs, statements });
  await onePair(world);
  const costs: PairCost[] = [];
  for (let run = 0; run < ALONE; run += 1) {
    const before = counts();
    await onePair(world);
    costs.push(since(before, counts(), 1));
  }
  const before = counts();
  await pairsPerSecond(world, PAIRS);
  const among20 = since(before, counts(), PAIRS);
  await world.close();
  const alone = {
    syncs: median(costs.map((one) => one.syncs)),
    statements: median(costs.map((one) => one.statements)),
  };
  return { alone, among20 };
}

async function onePair(world: World): Promise<void> {
  const id = await ask(world, person('ana'));
  await untilEvent(world, () => isShown(world, id));
  await pause(AFTER_MS);
}

function since(before: PairCost, after: PairCost, pairs: number): PairCost {
  return {
    syncs: (after.syncs - before.syncs) / pairs,
    statements: (after.statements - before.statements) / pairs,
  };
}
