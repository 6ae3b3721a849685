import { HOUR_MS } from './units.ts';

/** Longer than any day: one has 23 to 25 hours where clocks are changed. */
const OVER_A_DAY_MS = 50 * HOUR_MS;

/** A day of a time zone, from its first instant to the first of the next one. Milliseconds since the epoch. */
export interface Day {
  readonly begins: number;
  readonly ends: number;
}

/** Whether this is a zone of the IANA database that Node knows, such as UTC or Asia/Seoul. */
export function isTimeZone(name: string): boolean {
  // Node also takes offsets such as +09:00, which know no summer time.
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The days of one time zone. */
export class Days {
  readonly #zone: string;
  readonly #format: Intl.DateTimeFormat;
  /** The day that was asked for last, because a search for one takes some 60 formattings. */
  #last: Day = { begins: 0, ends: 0 };

  /** Throws a `RangeError` for an unknown zone. */
  constructor(zone: string) {
    this.#zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  /** The day that this instant is in. In some zones a day does not begin at midnight, because clocks skip that hour. */
  of(at: number): Day {
    const { begins, ends } = this.#last;
    if (begins <= at && at < ends) return this.#last;
    const name = this.dateOf(at);
    const isIn = (instant: number) => this.dateOf(instant) === name;
    this.#last = {
      begins: firstWhere(isIn, at - OVER_A_DAY_MS, at),
      ends: firstWhere((instant) => !isIn(instant), at, at + OVER_A_DAY_MS),
    };
    return this.#last;
  }

  /** "2026-11-25". */
  dateOf(at: number): string {
    const { year, month, day } = this.#partsOf(at);
    return `${year}-${month}-${day}`;
  }

  /** "2026-11-25 09:30 Asia/Seoul". */
  minuteOf(at: number): string {
    const { hour, minute } = this.#partsOf(at);
    return `${this.dateOf(at)} ${hour}:${minute} ${this.#zone}`;
  }

  #partsOf(at: number): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
    const parts = this.#format.formatToParts(at).map(({ type, value }) => [type, value]);
    return Object.fromEntries(parts);
  }
}

/** The first whole number after `no`, where it does not hold, up to `yes`, where it does. */
function firstWhere(holds: (at: number) => boolean, no: number, yes: number): number {
  let [before, after] = [no, yes];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}
