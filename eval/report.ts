import { counted, dollars } from '../src/core/base/text.ts';
import type { RewrittenRow } from './ask.ts';
import { type Check, CHECKS, rewriteFaults } from './checks.ts';
import type { Spent } from './counted-model.ts';
import { SETS } from './lists.ts';
import { accuracyOf, type Answered, MEASURES, missesOf, type Score, scoreOf } from './score.ts';

/** The answers of a classifier. */
export interface Result {
  readonly name: string;
  readonly answered: readonly Answered[];
}

const FIRST = 14;
const COLUMN = 18;

/** A table: a row a measure, and three columns a classifier (tune, held, all). */
export function tableOf(results: readonly Result[]): readonly string[] {
  const columns = results.flatMap(({ name, answered }) => [
    ...SETS.map((set) => ({
      head: `${name}, ${set}`,
      score: scoreOf(answered.filter(({ label }) => label.set === set)),
    })),
    { head: `${name}, all`, score: scoreOf(answered) },
  ]);
  const row = (head: string, cell: (score: Score) => string) =>
    head.padEnd(FIRST) + columns.map(({ score }) => cell(score).padStart(COLUMN)).join('');
  return [
    ' '.repeat(FIRST) + columns.map(({ head }) => fitted(head).padStart(COLUMN)).join(''),
    ...MEASURES.map((measure) =>
      row(measure, (score) => {
        const share = (100 * accuracyOf(score, measure)).toFixed(1);
        return `${score.right[measure]}/${score.count} ${share} %`;
      }),
    ),
    row('tone ratio', ({ toneError }) => pointsOff(toneError)),
    row('angle ratio', ({ angleError }) => pointsOff(angleError)),
    row('no answer', ({ failed }) => String(failed)),
  ];
}

/** What was wrong, a prompt a line. Not those kept apart, unless they are asked for. */
export function missLines({ name, answered }: Result, isHeldShown: boolean): readonly string[] {
  return answered
    .filter(({ label }) => isHeldShown || label.set !== 'held')
    .flatMap((one) => {
      const misses = missesOf(one);
      if (misses.length === 0) return [];
      return [`${name} ${one.label.id} “${one.label.prompt}”: ${misses.join('; ')}`];
    });
}

/** How many rewrites pass each check, and all. What was not answered passes none. */
export function rewriteTable(name: string, rows: readonly RewrittenRow[]): readonly string[] {
  const faults = rows.map(({ refused, rewritten }) => rewriteFaults(refused, rewritten));
  const line = (head: string, passed: number) =>
    `${head.padEnd(FIRST)}${`${passed}/${rows.length}`.padStart(COLUMN)}`;
  return [
    `${' '.repeat(FIRST)}${fitted(name).padStart(COLUMN)}`,
    ...CHECKS.map((check) => {
      const fails: readonly Check[] = ['answered', check];
      return line(
        check,
        faults.filter((all) => !all.some((one) => fails.includes(one.check))).length,
      );
    }),
    line('all checks', faults.filter((all) => all.length === 0).length),
  ];
}

/** What a check found, a rewrite a line. */
export function rewriteMissLines(rows: readonly RewrittenRow[]): readonly string[] {
  return rows.flatMap(({ refused, rewritten }) => {
    const faults = rewriteFaults(refused, rewritten);
    if (faults.length === 0) return [];
    const found = faults.map(({ check, detail }) => `${check} (${detail})`).join('; ');
    const text = 'text' in rewritten ? ` → “${rewritten.text}”` : '';
    return [`${refused.id} “${refused.prompt}”${text}: ${found}`];
  });
}

export function costLine({ calls, unknown, usd }: Spent): string {
  const rest = unknown === 0 ? '' : `, and ${counted(unknown, 'call')} of unknown cost`;
  return `${counted(calls, 'call')}, ${dollars(usd)}${rest}`;
}

function pointsOff(error: number | null): string {
  return error === null ? '–' : `${error.toFixed(1)} off`;
}

/** The end of a long name says which column it is. */
function fitted(head: string): string {
  return head.length < COLUMN - 1 ? head : `…${head.slice(3 - COLUMN)}`;
}
