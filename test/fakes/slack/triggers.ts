import type { Ground } from './ground.ts';
import { circumstance } from './refusal.ts';

/** A trigger serves once, for three seconds. */
const LIFE_MS = 3_000;

/** Ids that open a form for whoever has just done something. */
export class Triggers {
  readonly #ground: Ground;
  readonly #made = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  make(user: string): string {
    const id = `${this.#ground.ids.secret()}.trigger`;
    this.#made.set(id, { user, at: this.#ground.clock.now(), used: false });
    return id;
  }

  /** Whose it is. Throws a refusal for one that was used or is too old. */
  use(id: string): string {
    const made = this.#made.get(id);
    if (made === undefined) throw circumstance('invalid_trigger_id');
    if (made.used) throw circumstance('exchanged_trigger_id');
    if (this.#ground.clock.now() - made.at > LIFE_MS) throw circumstance('expired_trigger_id');
    made.used = true;
    return made.user;
  }
}
