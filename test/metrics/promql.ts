/** Functions and words of PromQL that our expressions use. */
const WORDS = new Set([
  'and',
  'by',
  'count',
  'count_over_time',
  'group_left',
  'histogram_quantile',
  'increase',
  'max',
  'on',
  'or',
  'rate',
  'sum',
  'sum_over_time',
  'time',
  'unless',
  'vector',
]);

/** What a PromQL expression names. */
export interface Named {
  readonly metrics: readonly string[];
  /** Matchers such as `state="waiting"`, each with its metric. */
  readonly matchers: readonly {
    readonly metric: string;
    readonly label: string;
    readonly is: string;
  }[];
  /** Labels after `by` and `on`. */
  readonly groups: readonly string[];
}

/** Reads the names in an expression. Throws for what it does not know: a misspelled function is no metric. */
export function namesIn(expression: string): Named {
  const matchers: Named['matchers'][number][] = [];
  const groups: string[] = [];
  const rest = expression
    .replace(/(\w+)\{([^}]*)\}/g, (_all, metric: string, inside: string) => {
      const left = inside.replace(/(\w+)="([^"]*)",?\s*/g, (_one, label: string, is: string) => {
        matchers.push({ metric, label, is });
        return '';
      });
      if (left !== '') throw new Error(`what is ${left} in ${expression}?`);
      return ` ${metric} `;
    })
    .replace(/\b(by|on)\s*\(([^)]*)\)/g, (_all, _word: string, inside: string) => {
      groups.push(...inside.split(',').map((label) => label.trim()));
      return ' ';
    })
    .replace(/\[\d+[smh]\]/g, ' ');
  const metrics: string[] = [];
  for (const [word, isCalled] of rest.matchAll(/[a-zA-Z_]\w*(\s*\()?/g)) {
    const name = word.replace(/\s*\($/, '');
    if (WORDS.has(name)) continue;
    if (isCalled !== undefined) throw new Error(`what is the function ${name} in ${expression}?`);
    metrics.push(name);
  }
  return { metrics, matchers, groups };
}
