import {
  type CallOutcome,
  type CostCell,
  type CostSum,
  UNSHOWN_OUTCOMES,
  type UnshownOutcome,
} from './cost-store.ts';
import { cut, DAY_MS, dayOf } from './text.ts';
import { UserError } from './user-error.ts';

export const DEFAULT_DAYS = 30;
export const MAX_DAYS = 366;
/** Dollars are added up as whole billionths: in every order they come to the same. */
const NANO = 1_000_000_000;

/** The calls of one day, model, person or outcome, by its id. */
export interface CostPart<Id extends string = string> extends CostSum {
  readonly id: Id;
}
export interface NamedCost extends CostPart {
  readonly name: string;
}

/** What provider calls cost over some days. Each of the lists adds up to what stands above it. */
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
  /** Dearest first, as the lists below. */
  readonly byModel: readonly NamedCost[];
  readonly byPerson: readonly NamedCost[];
  /** Calls that ended without an image that was shown. */
  readonly unshown: CostSum;
  /** Their share of the known dollars; null when there are none, or nobody knows. */
  readonly unshownPercent: number | null;
  readonly byOutcome: readonly CostPart<UnshownOutcome>[];
}

/** Days as somebody typed them, 30 for nothing. Throws a `UserError` (400) for what is none of 1 to 366. */
export function readDays(text: string): number {
  const typed = text.trim();
  if (typed === '') return DEFAULT_DAYS;
  const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (days < 1 || days > MAX_DAYS) {
    throw new UserError(400, 'days_invalid', cut(typed, 20), MAX_DAYS);
  }
  return days;
}

/** When the first of `days` days of UTC began, today being the last. Milliseconds since the epoch. */
export function firstDay(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/** The report over cells of `days` days. */
export function costReport(
  cells: readonly CostCell[],
  { now, days }: { readonly now: number; readonly days: number },
  modelName: (id: string) => string,
): CostReport {
  const total = sumOf(cells);
  const lost = cells.flatMap((cell) => {
    return isUnshown(cell.outcome) ? [{ ...cell, outcome: cell.outcome }] : [];
  });
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
    byPerson: namePeople(dearestFirst(partsBy(cells, (one) => one.personId)), cells),
    unshown,
    unshownPercent: percentOf(unshown, total),
    byOutcome: dearestFirst(partsBy(lost, (one) => one.outcome)),
  };
}

/** Several sums as one. Unknown costs stay unknown: they are counted, and no dollars stand for them. */
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

/** People by their newest name; two of one name are told apart by their ids. */
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

function isUnshown(outcome: CallOutcome): outcome is UnshownOutcome {
  return UNSHOWN_OUTCOMES.some((one) => one === outcome);
}
