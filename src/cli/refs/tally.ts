import { plural } from '../../core/base/text.ts';
import { cleanName } from '../../core/domain/names.ts';
import { type Outcome, whyOf } from './outcome.ts';

/** How many files the summary names. */
const NAMED = 20;

/** Counts the outcomes of an import. */
export class Tally {
  added = 0;
  updated = 0;
  duplicates = 0;
  removed = 0;
  refused = 0;
  readonly #reasons = new Map<string, number>();
  readonly #named: string[] = [];

  count(shown: string, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'added':
        this.added += 1;
        return;
      case 'updated':
        this.updated += 1;
        return;
      case 'duplicate':
        this.duplicates += 1;
        return;
      case 'removed':
        this.removed += 1;
        break;
      case 'refused':
        this.refused += 1;
        this.#reasons.set(outcome.reason, (this.#reasons.get(outcome.reason) ?? 0) + 1);
    }
    if (this.#named.length < NAMED) this.#named.push(`${cleanName(shown)}: ${whyOf(outcome)}`);
  }

  get all(): number {
    return this.added + this.updated + this.duplicates + this.removed + this.refused;
  }

  /** The counts in one line. */
  line(dryRun: boolean): string {
    return [
      `${count(this.added)} ${dryRun ? 'would be added' : 'added'}`,
      ...(this.updated === 0
        ? []
        : [`${count(this.updated)} ${dryRun ? 'would be updated' : 'updated'}`]),
      `${count(this.duplicates)} ${plural(this.duplicates, 'duplicate')}`,
      ...(this.removed === 0 ? [] : [`${count(this.removed)} removed from it before`]),
      `${count(this.refused)} refused`,
    ].join(', ');
  }

  /** The counts, the reasons of refusals, and the first files that were not added. */
  summary(dryRun: boolean, report: string | null): string {
    const reasons = [...this.#reasons].toSorted(([, a], [, b]) => b - a);
    const more = this.refused + this.removed - this.#named.length;
    const where = report === null ? ': --report FILE lists all' : '';
    return [
      `${this.line(dryRun)}.`,
      ...reasons.map(([reason, times]) => `  ${count(times)} × ${reason}`),
      ...(this.#named.length === 0 ? [] : ['Not added:']),
      ...this.#named.map((one) => `  ${one}`),
      ...(more <= 0 ? [] : [`  ${count(more)} more${where}`]),
      ...(report === null ? [] : [`Every file that was not added: ${report}`]),
    ].join('\n');
  }
}

function count(number: number): string {
  return number.toLocaleString('en');
}
