import type { Log } from '../core/ports/system.ts';

/** A script's refusal names the script too, which is no reason. */
const OF_SCRIPT = / script: .*$/;
/** What Redis answers when it can be read and takes no writes: it is full, cannot save, or is a replica. */
const REFUSED = /\b(?:OOM|READONLY|MISCONF|NOREPLICAS) .+/;

/** What Redis said when it refused a write, also of a transaction; null when it was something else that failed. */
export function writeRefusal(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const words = REFUSED.exec(cause.message)?.[0];
  if (words !== undefined) return words.replace(OF_SCRIPT, '');
  // The transaction's own error only says that there were others.
  const inner = 'previousErrors' in cause ? cause.previousErrors : [];
  for (const one of Array.isArray(inner) ? inner : []) {
    const said = writeRefusal(one);
    if (said !== null) return said;
  }
  return writeRefusal(cause.cause);
}

/** Logs once that Redis takes no writes, and once that it takes them again. */
export class WriteWatch {
  readonly #log: Log;
  #refusal: string | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Notes a failure. False when it was no refusal of a write. */
  failed(cause: unknown): boolean {
    const refusal = writeRefusal(cause);
    if (refusal === null) return false;
    if (refusal !== this.#refusal) this.#log.error({}, `Redis takes no writes: ${refusal}`);
    this.#refusal = refusal;
    return true;
  }

  /** Notes that a write was taken. */
  taken(): void {
    if (this.#refusal !== null) this.#log.info({}, 'Redis takes writes again');
    this.#refusal = null;
  }
}
