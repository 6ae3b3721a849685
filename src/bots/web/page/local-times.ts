import type { TemplateResult } from 'lit-html';
import { timeView } from './pair/time-view.ts';

/** As the hub writes a time into a sentence: "2026-11-25 09:30 UTC". */
const TIME = /(\d{4}-\d\d-\d\d \d\d:\d\d UTC)/;

/** A sentence of the hub, with its times as clocks here show them. */
export function withLocalTimes(text: string): readonly (string | TemplateResult)[] {
  return text.split(TIME).map((part) => {
    const at = TIME.test(part) ? Date.parse(part.replace(' UTC', 'Z')) : Number.NaN;
    return Number.isNaN(at) ? part : timeView(at);
  });
}
