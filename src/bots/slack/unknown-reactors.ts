import type { Caller, Place } from '../../core/domain/person.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import { retryAfterOf } from './errors.ts';
import type { People } from './people.ts';

/** Milliseconds until Slack is asked again who they are; twice as many after each time. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 300_000;
/** Milliseconds after which an emoji is left to the next reading of all messages. */
const LIFE_MS = 3_600_000;
/** Emoji that wait at a time; the oldest goes first. */
export const MAX_WAITING = 1_000;

/** An emoji that was put on a message or taken away by somebody of whom nobody knows whether it is a bot. */
export interface UnknownReaction {
  readonly user: string;
  readonly place: Place;
  /** Called with the person once Slack has said who it is; not for bots. Does not throw. */
  readonly known: (caller: Caller) => void;
}

export interface UnknownParts {
  readonly people: Pick<People, 'reacting'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps emoji until Slack says who put them there, in the order in which they came. */
export class UnknownReactors {
  readonly #parts: UnknownParts;
  #waiting: (UnknownReaction & { readonly at: number })[] = [];
  #pauseMs = FIRST_PAUSE_MS;
  #cancel: (() => void) | null = null;
  #asking = false;
  #closed = false;

  constructor(parts: UnknownParts) {
    this.#parts = parts;
  }

  /** Whether an earlier emoji of this person waits: later ones must not overtake it. */
  has(user: string): boolean {
    return this.#waiting.some((one) => one.user === user);
  }

  keep(reaction: UnknownReaction): void {
    this.#waiting.push({ ...reaction, at: this.#parts.clock.now() });
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(): void {
    if (this.#closed || this.#asking || this.#cancel !== null) return;
    this.#cancel = this.#parts.clock.after(this.#pauseMs, () => {
      this.#cancel = null;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    const oldest = this.#parts.clock.now() - LIFE_MS;
    this.#waiting = this.#waiting.filter(({ at }) => at > oldest);
    for (const user of new Set(this.#waiting.map((one) => one.user))) {
      if (this.#closed || !(await this.#askOf(user))) break;
    }
    this.#asking = false;
    const isOver = this.#waiting.length === 0;
    this.#pauseMs = isOver ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    if (!isOver) this.#schedule();
  }

  /** False when Slack wants to be left alone. */
  async #askOf(user: string): Promise<boolean> {
    try {
      for (let one = this.#first(user); one !== undefined; one = this.#first(user)) {
        const caller = await this.#parts.people.reacting(user, one.place);
        this.#waiting = this.#waiting.filter((other) => other !== one);
        if (caller !== undefined && !this.#closed) one.known(caller);
      }
      return true;
    } catch (cause) {
      this.#parts.log.info({ err: cause, user }, 'an emoji waits: nobody knows whose it is');
      return retryAfterOf(cause) === undefined;
    }
  }

  #first(user: string) {
    return this.#waiting.find((one) => one.user === user);
  }
}
