import type { World } from '../base/world.ts';
import type { Card } from '../../chat/card.ts';
import { costsCard } from '../../cards/costs.ts';
import {
  type CostReport,
  type CostScope,
  costReport,
  DEFAULT_DAYS,
  firstDay,
  MAX_DAYS,
} from '../../domain/cost-report.ts';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import { cut } from '../../base/text.ts';
import { UserError } from '../../words/user-error.ts';
import { type Door, requireAdmin } from '../base/door.ts';
import { roomAt } from '../show/card-context.ts';

export type CostReportParts = Pick<World, 'store' | 'surfaces' | 'clock'> & {
  readonly door: Door;
};

/** `/diptych costs`: what the calls of a workspace cost, for its admins. */
export class CostReports {
  readonly #parts: CostReportParts;

  constructor(parts: CostReportParts) {
    this.#parts = parts;
  }

  /** `typed` is a number of days, 30 when empty. Throws a `UserError` for callers who are no admins, and for other texts. */
  of(caller: Caller, typed: string): { readonly report: CostReport; readonly card: Card } {
    const { store, surfaces, clock, door } = this.#parts;
    const { place, locale } = requireAdmin(door.enter(caller));
    const { surface, workspace } = place;
    const period = { now: clock.now(), days: readDays(typed) };
    const report = readCosts(store, period, { surface, workspace });
    const view = { everywhere: false, room: roomAt(surfaces, place).costs, locale };
    return { report, card: costsCard(report, view) };
  }
}

/** The report of the last days, today being the last; of all workspaces without a scope. */
export function readCosts(
  { costs, models }: Pick<Store, 'costs' | 'models'>,
  period: { readonly now: number; readonly days: number },
  scope: CostScope | null,
): CostReport {
  const cells = costs.cells(firstDay(period.now, period.days), scope);
  return costReport(cells, period, (id) => models.get(id)?.displayName ?? id);
}

/** A typed number of days, 30 when empty. Throws a `UserError` (400) for anything but 1 to 366. */
export function readDays(text: string): number {
  const typed = text.trim();
  if (typed === '') return DEFAULT_DAYS;
  const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (days < 1 || days > MAX_DAYS) {
    throw new UserError('days_invalid', cut(typed, 20), MAX_DAYS);
  }
  return days;
}
