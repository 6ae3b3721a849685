import type { Card, Line } from '../chat/card.ts';
import {
  type CostPart,
  type CostReport,
  MAX_DAYS,
  sumOf,
  type CostSum,
} from '../domain/cost-report.ts';
import type { Locale } from '../domain/person.ts';
import type { CostRoom } from '../ports/surface.ts';
import { cut } from '../base/text.ts';
import { words } from '../words/words.ts';
import { button, privateCard, rows, textLines } from './parts.ts';

/** Whose calls the report is of, and how it is shown. */
export interface CostView {
  readonly everywhere: boolean;
  readonly room: CostRoom;
  readonly locale: Locale;
}

/** Days that a button offers. */
const PERIODS = [7, 30, 90, MAX_DAYS];
/** Characters of a name. */
const MAX_NAME = 40;

/** What provider calls cost, and how much of that paid for no image that was shown. */
export function costsCard(report: CostReport, view: CostView): Card {
  const { locale } = view;
  const say = words(locale);
  const others = PERIODS.filter((days) => days !== report.days);
  return privateCard(say.costs_heading(report.days), costLines(report, view), {
    locale,
    rows: rows(others.map((days) => button(say.costs_days(days), { type: 'costs', days }))),
  });
}

function costLines(report: CostReport, { everywhere, room, locale }: CostView): readonly Line[] {
  const say = words(locale);
  const { total, running, byDay, byModel, byPurpose, byPerson } = report;
  const period = say.costs_period(report.from, report.to, everywhere);
  if (total.calls === 0) return textLines(period, say.costs_none());
  const list = <T extends CostPart>(
    title: string,
    parts: readonly T[],
    max: number,
    nameOf: (part: T) => string,
  ) => [{ text: title, title: true }, ...partLines(parts, max, nameOf, locale)];
  const purposes = isImagesOnly(report)
    ? []
    : list(say.costs_by_purpose(), byPurpose, byPurpose.length, (one) => say.costs_purpose(one.id));
  // The lines by purpose take the place of days: a chat's card has room for no more.
  const days = Math.max(1, room.days - purposes.length);
  return [
    { text: period },
    sumLine(say.costs_total(), total, locale),
    ...textLines(running === 0 ? null : say.costs_running(running)),
    ...unshownLines(report, room.outcomes, locale),
    ...list(say.costs_by_day(), byDay, days, (one) => one.id),
    ...list(say.costs_by_model(), byModel, room.models, (one) => one.name),
    ...purposes,
    ...list(say.costs_by_person(), byPerson, room.people, (one) => one.name),
  ];
}

function unshownLines(report: CostReport, max: number, locale: Locale): readonly Line[] {
  const say = words(locale);
  const { unshown, unshownPercent, byOutcome } = report;
  const title = { text: say.costs_unshown(), title: true };
  const images = isImagesOnly(report);
  if (unshown.calls === 0) return [title, { text: say.costs_unshown_none(images) }];
  const sum = say.costs_sum(unshown);
  const share = unshownPercent === null ? sum : say.costs_share(sum, percent(unshownPercent));
  return [
    title,
    { text: say.costs_unshown_about(share, images) },
    ...partLines(byOutcome, max, (one) => say.costs_outcome(one.id), locale),
  ];
}

function isImagesOnly({ byPurpose }: CostReport): boolean {
  return byPurpose.every((one) => one.id === 'image');
}

/** The first parts, and the sum of the others. */
function partLines<T extends CostPart>(
  parts: readonly T[],
  max: number,
  nameOf: (part: T) => string,
  locale: Locale,
): readonly Line[] {
  // The last line sums up two parts or more: a single one is shown instead.
  const shown = parts.length > max ? parts.slice(0, max - 1) : parts;
  const rest = parts.slice(shown.length);
  const more = words(locale).costs_more(rest.length);
  return [
    ...shown.map((one) => sumLine(cut(nameOf(one), MAX_NAME), one, locale)),
    ...(rest.length === 0 ? [] : [sumLine(more, sumOf(rest), locale)]),
  ];
}

function sumLine(name: string, sum: CostSum, locale: Locale): Line {
  const say = words(locale);
  return { text: say.costs_line(name, say.costs_sum(sum)) };
}

/** "12.3", "<0.1". */
function percent(value: number): string {
  return value > 0 && value < 0.05 ? '<0.1' : value.toFixed(1);
}
