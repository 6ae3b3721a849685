import type { PoolSnapshot } from '../../plan/choose-references.ts';
import type { Store } from '../../ports/store.ts';

/** The pool as it is now: read at every plan, so that what was promoted or removed counts at once. */
export function poolSnapshot({ pool }: Store): PoolSnapshot {
  return {
    categories: pool.categories(),
    personas: pool.personas(),
    tones: pool.available('tone'),
    angles: pool.available('angle'),
    people: pool.available('model'),
  };
}
