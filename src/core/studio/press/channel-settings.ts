import { spoilerSetting } from '../show/card-context.ts';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { words } from '../../words/words.ts';
import type { Door } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';

/** What admins set for one channel. */
export class ChannelSettings {
  readonly #store: Store;
  readonly #door: Door;

  constructor(parts: { readonly store: Store; readonly door: Door }) {
    this.#store = parts.store;
    this.#door = parts.door;
  }

  /** Sets whether pictures here are spoilers, for images to come; null only tells. Throws a `UserError`. */
  spoiler(caller: Caller, on: boolean | null): PressReply {
    this.#door.enter(caller);
    const name = spoilerSetting(caller.place);
    if (on !== null) {
      if (!caller.admin) throw new UserError('not_admin');
      this.#store.settings.put(name, on ? 'on' : 'off');
    }
    const now = this.#store.settings.get(name) === 'on';
    return { type: 'said', text: words(caller.locale).spoiler_now(now) };
  }
}
