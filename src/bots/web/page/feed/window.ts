import type { api } from '../api.ts';
import type { Following } from '../following.ts';
import type { PageStore } from '../store.ts';
import { rootsOf } from './held.ts';
import { keepingPlace } from './keep-place.ts';
import { showMessage } from './show-message.ts';

export interface WindowParts {
  readonly store: PageStore;
  readonly api: Pick<typeof api, 'messages'>;
  readonly following: Pick<Following, 'after'>;
}

/** The part of the chat that the page has: whole pairs, without a gap, growing at both ends. */
export class ChatWindow {
  readonly #parts: WindowParts;

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  /** Adds a page before all that is here. What somebody looks at stays where it is. */
  older(): Promise<void> {
    const { store, api, following } = this.#parts;
    return keepingPlace(async () => {
      const [first] = rootsOf(store.state);
      const page = await api.messages(first === undefined ? {} : { before: first });
      store.takeOlder(page.messages, page.pairs, page.more);
      following.after(page);
    });
  }

  /** Adds a page after all that is here, where the page does not reach to the newest. */
  newer(): Promise<void> {
    const { store, api, following } = this.#parts;
    return keepingPlace(async () => {
      // An attempt of an old pair may have been posted after the newest header that is here.
      const last = rootsOf(store.state).at(-1);
      if (last === undefined) return;
      const page = await api.messages({ after: last });
      store.takeNewer(page.messages, page.pairs, page.newer);
      following.after(page);
    });
  }

  /** Shows a message, whichever it is: one that the page has not comes with those around it. */
  async show(id: string): Promise<void> {
    const { store, api, following } = this.#parts;
    if (showMessage(store, id)) return;
    const page = await api.messages({ around: id });
    store.replace(page.messages, page.pairs);
    store.set({ more: page.more, newer: page.newer });
    following.after(page);
    showMessage(store, id);
  }
}
