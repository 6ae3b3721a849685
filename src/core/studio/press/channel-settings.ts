import type { Caller } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { Store } from '../../ports/store.ts';
import { words } from '../../words/words.ts';
import { demandAdmin, type Door } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';

/** What admins set for one channel. */
export class ChannelSettings {
  readonly #store: Store;
  readonly #door: Door;

  constructor(parts: { readonly store: Store; readonly door: Door }) {
    this.#store = parts.store;
    this.#door = parts.door;
  }

  /** Sets whether new images here are spoilers; null changes nothing. Says what is set. Throws a `UserError`. */
  spoiler(somebody: Caller, on: boolean | null): PressReply {
    const caller = this.#door.enter(somebody);
    const name = settingKey.spoiler(caller.place);
    if (on !== null) {
      demandAdmin(caller);
      this.#store.settings.put(name, on ? 'on' : 'off');
    }
    const now = this.#store.settings.get(name) === 'on';
    return { type: 'said', text: words(caller.locale).spoiler_now(now) };
  }
}
