import { type Hold, Holds } from '../holds.ts';

/** How a request goes wrong. */
export type Fault =
  | { readonly status: 500 | 502 | 503 }
  | { readonly rateLimit: 'route' | 'global' | 'shared'; readonly afterMs: number }
  /** An API error. */
  | { readonly code: number; readonly status: number; readonly message?: string }
  /** Done, then answered late. */
  | { readonly slowMs: number }
  /** The connection is reset, nothing done; `-after`: done, then reset. The client retries both. */
  | 'cut'
  | 'cut-after'
  /** The connection is closed in order, nothing done; `-after`: done, then closed. The client retries neither. */
  | 'close'
  | 'close-after'
  /** Done, then half of the answer comes. */
  | 'torn-after'
  /** Done, and a server in between answers with this status in its place. */
  | { readonly lost: 500 | 502 | 504 };

export interface FaultRule {
  /** Any unless told. */
  readonly method?: string;
  /** Against the decoded path after the version: `/channels/1/messages`. */
  readonly path: RegExp;
  /** 1 unless told. */
  readonly times?: number;
  readonly how: Fault;
}

/** What a test has asked to go wrong. */
export class Faults {
  readonly #rules: { readonly rule: FaultRule; left: number }[] = [];
  readonly #holds = new Holds();

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** The fault for this request, used up by asking. */
  take(method: string, path: string): Fault | undefined {
    const found = this.#rules.find(
      ({ rule, left }) => left > 0 && (rule.method ?? method) === method && rule.path.test(path),
    );
    if (found) found.left -= 1;
    return found?.rule.how;
  }

  hold(path: RegExp): Hold {
    return this.#holds.add((name) => path.test(name));
  }

  /** Resolves when the answer of a request to this path may go. */
  gate(path: string): Promise<void> {
    return this.#holds.gate(path);
  }

  /** Forgets every rule and lets every answer go. */
  clear(): void {
    this.#rules.length = 0;
    this.#holds.clear();
  }
}
