import { setTimeout as pause } from 'node:timers/promises';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds between two tries to reach a hub that went away. */
const AGAIN_MS = 500;

/** No hub answered, or it went away in the middle. `reached`: the request may have arrived. */
export class HubAway extends StartupError {
  readonly reached: boolean;

  constructor(message: string, options: { readonly cause?: unknown; readonly reached: boolean }) {
    super(message, options);
    this.reached = options.reached;
  }
}

export interface PatienceParts {
  /** Milliseconds to wait for a hub that went away. */
  readonly awayMs: number;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/** Waits for a hub that goes away and comes back, and says so once. */
export class Patience {
  readonly #parts: PatienceParts;
  #awaySince: number | null = null;

  constructor(parts: PatienceParts) {
    this.#parts = parts;
  }

  /** Asks until the hub answers. Throws its `HubAway` after `awayMs`, and at once one that `mayWait` refuses. */
  async ask<T>(request: () => Promise<T>, mayWait = (_away: HubAway) => true): Promise<T> {
    for (;;) {
      try {
        const answer = await request();
        this.#back();
        return answer;
      } catch (cause) {
        if (!(cause instanceof HubAway) || !mayWait(cause) || !this.#away()) throw cause;
        await pause(AGAIN_MS, undefined, { signal: this.#parts.signal });
      }
    }
  }

  /** Whether to go on waiting. */
  #away(): boolean {
    const { awayMs, note } = this.#parts;
    if (this.#awaySince === null) {
      this.#awaySince = Date.now();
      note(`The hub went away: waiting up to ${Math.ceil(awayMs / 1_000)} s for it to come back.`);
    }
    return Date.now() - this.#awaySince < awayMs;
  }

  #back(): void {
    if (this.#awaySince !== null) this.#parts.note('The hub is back.');
    this.#awaySince = null;
  }
}
