import type { Plan } from '../models.ts';
import type { Store } from '../repositories.ts';

/** The plan of everybody who was given no other. */
export const EVERYBODYS = 'default';

/** The default model must be of one of its tiers: else `/generate` alone is refused to most people. */
export function everybodysPlan({ models }: Pick<Store, 'models'>): Plan | undefined {
  return models.plans().find((one) => one.name === EVERYBODYS);
}
