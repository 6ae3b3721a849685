import { within } from '../../base/within.ts';
import type { Pair } from '../../domain/pair.ts';
import type { PairPlan } from '../../domain/spec.ts';
import { placesOf } from '../../plan/choose-references.ts';
import { classifyByRules } from '../../plan/rules.ts';
import type { World } from '../base/world.ts';

/** Milliseconds for the text model, which leave the rules time to classify instead. */
const CLASSIFY_MS = 12_000;

export type PlanParts = Pick<World, 'store' | 'clock' | 'classifier' | 'log'>;

/** The plan of a pair, by its text model; by the rules when that fails or takes too long. */
export async function planOf(
  { id, seed, request: { prompt } }: Pair,
  { classifier, store, clock, log }: PlanParts,
  signal: AbortSignal,
): Promise<PairPlan> {
  const categories = store.pool.categories();
  const places = placesOf(store.pool.available('tone'));
  try {
    const said = await within({ clock, ms: CLASSIFY_MS, signal }, (limited) =>
      classifier.classify(prompt, { categories, places }, limited),
    );
    return { ...said, madeBy: classifier.name, fallbackReason: null, seed };
  } catch (cause) {
    log.warn({ err: cause, pair: id }, 'the rules classify instead of the text model');
    const fallbackReason = cause instanceof Error ? cause.message : String(cause);
    const said = classifyByRules(prompt, categories, places);
    return { ...said, madeBy: 'rules', fallbackReason, seed };
  }
}
