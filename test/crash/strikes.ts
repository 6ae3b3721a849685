import { setTimeout as pause } from 'node:timers/promises';
import type { PaidFleet } from './paid-fleet.ts';

/** Where an image is on its way when a process is killed. */
export type Moment =
  | 'asked'
  | 'answered'
  | 'before the upload'
  | 'after the upload'
  | 'reported'
  | 'any time';

/** Milliseconds that the vendor takes at most, and in which a result is on its way through Redis and committed. */
const ANSWER_MS = 300;
const REPORT_MS = 25;
const ANY_MS = 600;
/** Milliseconds after which the blow falls although its moment did not come. */
const LONGEST_MS = 5_000;

/** Waits for moments of a fleet's work. Makes its vendor take time. */
export class Moments {
  readonly #fleet: PaidFleet;
  readonly #random: () => number;
  readonly #waiting: { readonly moment: Moment; readonly resolve: () => void }[] = [];
  /** How often each moment came in time. */
  readonly met = new Map<Moment, number>();

  constructor(fleet: PaidFleet, random: () => number) {
    this.#fleet = fleet;
    this.#random = random;
    fleet.vendor.meanwhile = async () => {
      this.#come('asked');
      await pause(ANSWER_MS * random());
      this.#come('answered');
    };
  }

  /** Resolves when the moment has come: with the key of what was uploaded, if anything was. */
  async come(moment: Moment): Promise<string | undefined> {
    const late = new AbortController();
    const limit = pause(LONGEST_MS, undefined, { signal: late.signal }).catch(() => undefined);
    const reached = this.#reach(moment).then((key) => {
      if (!late.signal.aborted) this.met.set(moment, (this.met.get(moment) ?? 0) + 1);
      return key;
    });
    const key = await Promise.race([reached, limit]);
    late.abort();
    return key;
  }

  async #reach(moment: Moment): Promise<string | undefined> {
    switch (moment) {
      case 'asked':
      case 'answered':
        await new Promise<void>((resolve) => this.#waiting.push({ moment, resolve }));
        await pause(REPORT_MS * this.#random() * (moment === 'answered' ? 1 : 0));
        return undefined;
      case 'before the upload':
        return this.#upload('before');
      case 'after the upload':
        return this.#upload('after');
      case 'reported': {
        const key = await this.#upload('after', /\.json$/);
        this.#fleet.s3.behave();
        await pause(REPORT_MS * this.#random());
        return key;
      }
      case 'any time':
        await pause(ANY_MS * this.#random());
        return undefined;
    }
  }

  /** Holds the next upload of such a key: its key. */
  async #upload(when: 'before' | 'after', like = /^library/): Promise<string> {
    const { s3 } = this.#fleet;
    for (;;) {
      const hold = s3.hold('PutObject', when);
      await hold.reached;
      const key = s3.operations.findLast(({ name }) => name === 'PutObject')?.key ?? '';
      if (like.test(key)) return key;
      hold.release();
    }
  }

  #come(moment: Moment): void {
    for (const one of this.#waiting.filter((waiting) => waiting.moment === moment)) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.resolve();
    }
  }
}
