import type { CostCell } from '../src/core/domain/cost-report.ts';
import { aCaller } from './values.ts';

/** One call that made an image for a dollar. */
export function aCostCell(more: Partial<CostCell> = {}): CostCell {
  const person = aCaller().person;
  return {
    day: '2026-11-24',
    modelId: 'a',
    purpose: 'image',
    personId: person.id,
    personName: person.name,
    outcome: 'image',
    calls: 1,
    unknown: 0,
    usd: 1,
    ...more,
  };
}
