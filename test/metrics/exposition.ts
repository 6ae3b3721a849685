import { call } from '../web/hub.ts';

/** A sample of a metric. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a process shows to Prometheus. */
export class Exposition {
  readonly samples: readonly Sample[];
  /** The type of each metric, by its name. */
  readonly types: ReadonlyMap<string, string>;

  constructor(text: string) {
    const lines = text.split('\n');
    this.samples = lines.flatMap((line) => {
      const [, name, , labels = '', value] = /^(\w+)(\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) return [];
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)];
      const read = Object.fromEntries(pairs.map(([, label = '', is = '']) => [label, is]));
      return [{ name, labels: read, value: Number(value) }];
    });
    this.types = new Map(
      lines.flatMap((line) => {
        const [, name, type] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? [];
        return name === undefined || type === undefined ? [] : [[name, type] as const];
      }),
    );
  }

  static async of(url: string): Promise<Exposition> {
    const { status, text } = await call(url, '/metrics');
    if (status !== 200) throw new Error(`${url} answered ${status}: ${text}`);
    return new Exposition(text);
  }

  /** The value of the only sample with these labels. Throws when there is none, or several. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const found = this.samples.filter(
      (one) =>
        one.name === name &&
        Object.entries(labels).every(([label, is]) => one.labels[label] === is),
    );
    const [only] = found;
    if (found.length !== 1 || only === undefined) throw new Error(`${found.length} × ${name}`);
    return only.value;
  }
}
