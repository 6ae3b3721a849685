import { ERROR_KINDS } from './failure.ts';
import { CALL_ENDS, type CallPurpose } from './provider-call.ts';
import type { Place } from './person.ts';
import { dayOf } from '../base/text.ts';
import { DAY_MS } from '../base/units.ts';

export const DEFAULT_DAYS = 30;
export const MAX_DAYS = 366;
/** Dollars are added as whole billionths, so that their order does not change the sum. */
const NANO = 1_000_000_000;

/** The calls of one day, model, purpose, person or outcome, by its id. */
export interface CostPart<Id extends string = string> extends CostSum {
  readonly id: Id;
}
export interface NamedCost extends CostPart {
  readonly name: string;
}

/** The cost of provider calls over some days. Each list adds up to the sum above it. */
export interface CostReport {
  readonly days: number;
  /** First and last day, of UTC, such as 2026-11-25. */
  readonly from: string;
  readonly to: string;
  readonly total: CostSum;
  /** Calls that have not ended. */
  readonly running: number;
  /** Newest first; days without a call are left out. */
  readonly byDay: readonly CostPart[];
  /** Most expensive first, as the lists below. */
  readonly byModel: readonly NamedCost[];
  readonly byPurpose: readonly CostPart<CallPurpose>[];
  readonly byPerson: readonly NamedCost[];
  /** Calls without a shown image or a used answer. */
  readonly unshown: CostSum;
  /** Their share of the known dollars; null when unknown. */
  readonly unshownPercent: number | null;
  readonly byOutcome: readonly CostPart<UnshownOutcome>[];
}

/** The start of the first of `days` days of UTC, the last of which is today. Milliseconds since the epoch. */
export function firstDay(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/** The report of the cells of `days` days. */
export function costReport(
  cells: readonly CostCell[],
  { now, days }: { readonly now: number; readonly days: number },
  modelName: (id: string) => string,
): CostReport {
  const total = sumOf(cells);
  const lost = cells.filter(isUnshown);
  const unshown = sumOf(lost);
  return {
    days,
    from: dayOf(firstDay(now, days)),
    to: dayOf(now),
    total,
    running: sumOf(cells.filter((one) => one.outcome === 'running')).calls,
    byDay: partsBy(cells, (one) => one.day).toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    byModel: dearestFirst(partsBy(cells, (one) => one.modelId)).map((part) => {
      return { ...part, name: modelName(part.id) };
    }),
    byPurpose: dearestFirst(partsBy(cells, (one) => one.purpose)),
    byPerson: namePeople(dearestFirst(partsBy(cells, (one) => one.personId)), cells),
    unshown,
    unshownPercent: percentOf(unshown, total),
    byOutcome: dearestFirst(partsBy(lost, (one) => one.outcome)),
  };
}

/** Adds sums. Unknown costs are counted and add no dollars. */
export function sumOf(parts: readonly CostSum[]): CostSum {
  const known = parts.flatMap(({ usd }) => (usd === null ? [] : [Math.round(usd * NANO)]));
  return {
    calls: parts.reduce((sum, one) => sum + one.calls, 0),
    unknown: parts.reduce((sum, one) => sum + one.unknown, 0),
    usd:
      parts.length > 0 && known.length === 0
        ? null
        : known.reduce((sum, one) => sum + one, 0) / NANO,
  };
}

function partsBy<T extends CostCell, Id extends string>(
  cells: readonly T[],
  idOf: (cell: T) => Id,
): readonly CostPart<Id>[] {
  return [...Map.groupBy(cells, idOf)].map(([id, group]) => ({ id, ...sumOf(group) }));
}

function dearestFirst<T extends CostPart>(parts: readonly T[]): readonly T[] {
  return parts.toSorted((a, b) => (b.usd ?? 0) - (a.usd ?? 0) || b.calls - a.calls);
}

/** People by their newest name, with their ids where two people share a name. */
function namePeople(parts: readonly CostPart[], cells: readonly CostCell[]): readonly NamedCost[] {
  const nameOf = (id: string) => cells.find((one) => one.personId === id)?.personName ?? id;
  const named = parts.map((part) => ({ ...part, name: nameOf(part.id) }));
  const isShared = ({ id, name }: NamedCost) =>
    named.some((one) => one.name === name && one.id !== id);
  return named.map((one) => (isShared(one) ? { ...one, name: `${one.name} (${one.id})` } : one));
}

function percentOf(part: CostSum, whole: CostSum): number | null {
  if (part.usd === null || whole.usd === null || whole.usd === 0) return null;
  return (part.usd / whole.usd) * 100;
}

function isUnshown(cell: CostCell): cell is CostCell & { readonly outcome: UnshownOutcome } {
  return UNSHOWN_OUTCOMES.some((one) => one === cell.outcome);
}

/** Ends of calls without a shown image or a used answer. */
export const UNSHOWN_OUTCOMES = [...ERROR_KINDS, 'dropped', 'cancelled'] as const;

export type UnshownOutcome = (typeof UNSHOWN_OUTCOMES)[number];

export const CALL_OUTCOMES = [...CALL_ENDS, 'running', 'cancelled'] as const;

export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** The cost of some calls together. */
export interface CostSum {
  readonly calls: number;
  /** Calls of unknown cost. */
  readonly unknown: number;
  /** Dollars of the calls of known cost; null when there are none. */
  readonly usd: number | null;
}

/** Calls of one day, model, purpose, person and outcome. */
export interface CostCell extends CostSum {
  /** The day they began, of UTC, such as 2026-11-25. */
  readonly day: string;
  readonly modelId: string;
  readonly purpose: CallPurpose;
  readonly personId: string;
  /** The newest name of the person. */
  readonly personName: string;
  readonly outcome: CallOutcome;
}

/** The calls for pairs of one workspace. */
export type CostScope = Pick<Place, 'surface' | 'workspace'>;
