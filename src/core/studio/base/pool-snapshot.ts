import type { PoolSnapshot } from '../../plan/choose-references.ts';
import type { Store } from '../../ports/store.ts';

/** The pool as it is now. Read for every plan, so that promotions and removals count at once. */
export function poolSnapshot({ pool }: Store): PoolSnapshot {
  return {
    categories: pool.categories(),
    personas: pool.personas(),
    tones: pool.available('tone'),
    angles: pool.available('angle'),
    people: pool.available('model'),
  };
}
