import { type Hold, Holds } from '../holds.ts';

/** How a call goes wrong. */
export type Fault =
  /** Nothing is done. */
  | { readonly status: 500 | 502 | 503 }
  | { readonly retryAfterS: number }
  | { readonly error: string; readonly more?: Readonly<Record<string, unknown>> }
  | { readonly redirectTo: string }
  /** Another answer. */
  | { readonly instead: object }
  /** The connection is reset, nothing done; `-after`: done, then reset. */
  | 'cut'
  | 'cut-after'
  /** Done, then half of the answer comes. */
  | 'torn-after'
  /** Done, and a server in between answers with this status. */
  | { readonly lost: 500 | 502 | 504 };

export interface FaultRule {
  /** A method, such as `chat.postMessage`; `upload` for the bytes of a file. */
  readonly method: string | RegExp;
  /** 1 unless told. */
  readonly times?: number;
  readonly how: Fault;
  /** Called when it goes wrong, before the answer leaves. */
  readonly onStrike?: () => void;
}

/** What a test has asked to go wrong. */
export class Faults {
  readonly #rules: { readonly rule: FaultRule; left: number }[] = [];
  readonly #holds = new Holds();

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** The fault for this call, used up by asking. */
  take(method: string): Fault | undefined {
    const found = this.#rules.find(({ rule, left }) => left > 0 && fits(rule.method, method));
    if (found === undefined) return undefined;
    found.left -= 1;
    found.rule.onStrike?.();
    return found.rule.how;
  }

  hold(method: string | RegExp): Hold {
    return this.#holds.add((name) => fits(method, name));
  }

  /** Resolves when the answer of a call may go. */
  gate(method: string): Promise<void> {
    return this.#holds.gate(method);
  }

  clear(): void {
    this.#rules.length = 0;
    this.#holds.clear();
  }
}

function fits(wanted: string | RegExp, method: string): boolean {
  return typeof wanted === 'string' ? wanted === method : wanted.test(method);
}
