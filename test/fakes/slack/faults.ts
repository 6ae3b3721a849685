/** How a call goes wrong. */
export type Fault =
  /** Nothing is done. */
  | { readonly status: 500 | 502 | 503 }
  | { readonly retryAfterS: number }
  | { readonly error: string; readonly more?: Readonly<Record<string, unknown>> }
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
}

export interface Hold {
  /** The first such call is done, and its answer held. */
  readonly seen: Promise<void>;
  /** Lets every held answer go, and holds no more. */
  readonly release: () => void;
}

interface Holding {
  readonly method: string;
  readonly see: () => void;
  readonly released: Promise<void>;
}

/** What a test has asked to go wrong. */
export class Faults {
  readonly #rules: { readonly rule: FaultRule; left: number }[] = [];
  readonly #holds = new Map<Holding, () => void>();

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** The fault for this call, used up by asking. */
  take(method: string): Fault | undefined {
    const found = this.#rules.find(({ rule, left }) => left > 0 && fits(rule.method, method));
    if (found) found.left -= 1;
    return found?.rule.how;
  }

  hold(method: string): Hold {
    const seen = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const holding = { method, see: seen.resolve, released: released.promise };
    this.#holds.set(holding, released.resolve);
    const release = () => {
      this.#holds.delete(holding);
      released.resolve();
    };
    return { seen: seen.promise, release };
  }

  /** Resolves when the answer of a call may go. */
  async gate(method: string): Promise<void> {
    for (const holding of this.#holds.keys()) {
      if (holding.method !== method) continue;
      holding.see();
      await holding.released;
    }
  }

  clear(): void {
    this.#rules.length = 0;
    for (const release of this.#holds.values()) release();
    this.#holds.clear();
  }
}

function fits(wanted: string | RegExp, method: string): boolean {
  return typeof wanted === 'string' ? wanted === method : wanted.test(method);
}
