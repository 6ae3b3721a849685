import { Gauge, type Registry } from 'prom-client';

interface What<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
}

/** A number with a value for each label. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a gauge shows: a number, one for each value of its only label, or series of several labels. */
export type Reading = number | Readonly<Record<string, number>> | readonly Series[];

/**
 * A gauge that is read when Prometheus asks. One that cannot be read, as when the database is away, is left out, and the others are
 * shown.
 */
export function readGauge<Label extends string>(
  registry: Registry,
  { name, help, labelNames = [] }: What<Label>,
  read: () => Reading | Promise<Reading>,
): void {
  const [label] = labelNames;
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      const reading = await Promise.resolve()
        .then(read)
        .catch(() => null);
      // Without a reading, and for values that a label no longer has.
      if (label === undefined) gauge.remove();
      else gauge.reset();
      if (reading === null) return;
      if (typeof reading === 'number') return gauge.set(reading);
      for (const { labels, value } of seriesOf(reading, label)) gauge.set(labels, value);
    },
  });
}

function seriesOf(reading: Exclude<Reading, number>, label: string | undefined): readonly Series[] {
  if (isSeries(reading)) return reading;
  return Object.entries(reading).map(([is, value]) => ({
    labels: label === undefined ? {} : { [label]: is },
    value,
  }));
}

function isSeries(reading: Exclude<Reading, number>): reading is readonly Series[] {
  return Array.isArray(reading);
}

/** 1 for true, as Prometheus has no truth values. */
export function flag(isTrue: boolean): number {
  return isTrue ? 1 : 0;
}
