import type { Clock } from '../../core/ports/system.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Uploads in memory at once, of everybody and of one person. */
export const UPLOADS_AT_ONCE = 4;
export const UPLOADS_AT_ONCE_OF_ONE = 2;
/** Uploads that wait unread for their turn, of everybody and of one person. */
export const UPLOADS_WAITING = 100;
export const UPLOADS_WAITING_OF_ONE = 14;
/** Milliseconds that an upload waits for its turn. */
export const TURN_MS = 60_000;

interface Waiting {
  readonly personId: string;
  readonly begin: () => void;
}

/** Lets few uploads be in memory at once; the others wait unread, first come, first served, within each person's share. */
export class UploadTurns {
  readonly #clock: Clock;
  readonly #running: string[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `work` in its turn. Throws a `UserError` when there is none within a minute, or too many wait already. */
  async run<T>(personId: string, work: () => Promise<T>): Promise<T> {
    if (this.#mayBegin(personId)) this.#running.push(personId);
    else await this.#turn(personId);
    try {
      return await work();
    } finally {
      this.#running.splice(this.#running.indexOf(personId), 1);
      this.#beginNext();
    }
  }

  #turn(personId: string): Promise<void> {
    const own = this.#waiting.filter((one) => one.personId === personId).length;
    if (own >= UPLOADS_WAITING_OF_ONE) {
      throw new UserError('uploads_waiting', UPLOADS_WAITING_OF_ONE + UPLOADS_AT_ONCE_OF_ONE);
    }
    if (this.#waiting.length >= UPLOADS_WAITING) throw new UserError('uploads_busy');
    return new Promise((resolve, reject) => {
      const stop = this.#clock.after(TURN_MS, () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(new UserError('uploads_busy'));
      });
      const entry = {
        personId,
        begin: () => {
          stop();
          resolve();
        },
      };
      this.#waiting.push(entry);
    });
  }

  #beginNext(): void {
    const at = this.#waiting.findIndex((one) => this.#mayBegin(one.personId));
    const [next] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) return;
    this.#running.push(next.personId);
    next.begin();
  }

  #mayBegin(personId: string): boolean {
    const own = this.#running.filter((one) => one === personId).length;
    return this.#running.length < UPLOADS_AT_ONCE && own < UPLOADS_AT_ONCE_OF_ONE;
  }
}
