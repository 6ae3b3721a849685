import { api, Refusal } from './api.ts';
import { Composer } from './composer/composer.ts';
import { Following } from './following.ts';
import type { Message, Reply } from './model.ts';
import type { Join } from './news.ts';
import { followPending } from './pending.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

/** What people do on the page. It asks the hub and shows the answers; it decides nothing. */
export class Chat {
  readonly #store: PageStore;
  /** The messages, as they change. */
  readonly following: Following;
  readonly composer: Composer;

  constructor(store: PageStore, join: Join) {
    this.#store = store;
    this.following = new Following({
      store,
      api,
      join,
      refused: (error) => this.#failed(error),
      later: (ms, run) => void setTimeout(run, ms),
    });
    this.composer = new Composer({
      store,
      show: (reply) => this.#show(reply),
      guarded: (work) => this.#guarded(work),
    });
  }

  older(): Promise<void> {
    return this.#guarded(async () => {
      const page = await api.messages(this.#store.state.order[0] ?? null);
      this.#store.takeOlder(page.messages, page.more);
    });
  }

  /** `from` is the key of the private card with the button. */
  press(id: string, from: number | null = null): Promise<void> {
    return this.#guarded(async () => this.#show(await api.press(id), from));
  }

  /** Sends the open form. */
  submit(values: object): Promise<void> {
    return this.#guarded(async () => {
      const { form, formOf } = this.#store.state;
      if (form === null) return;
      this.#show(await api.press(form.id, values), formOf);
      this.#store.set({ form: null, formOf: null });
    });
  }

  #show(reply: Reply, from: number | null = null): void {
    if (reply.type === 'form') this.#store.set({ form: reply.form, formOf: from });
    if (reply.type === 'card') this.#showCard(reply, from);
    if (reply.type === 'said') this.#store.say(reply.text);
  }

  #showCard({ card, pending }: Extract<Reply, { type: 'card' }>, from: number | null): void {
    const key = this.#store.aside(card, from);
    void this.#guarded(() =>
      followPending(
        {
          look: (id) => api.press(id),
          later: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
          show: (reply) => {
            if (!this.#store.hasAside(key)) return false;
            this.#show(reply, key);
            return true;
          },
        },
        pending,
      ),
    );
  }

  react(message: Message, emoji: string, present: boolean): Promise<void> {
    return this.#guarded(async () => {
      await api.react(message.id, emoji, present);
    });
  }

  signIn(token: string): Promise<void> {
    return this.#guarded(async () => {
      await api.signIn(token);
      await this.following.open();
    });
  }

  /** Ends the sign-in in every tab, and shows the page as somebody new sees it. */
  signOut(): Promise<void> {
    return this.#guarded(async () => {
      await api.signOut();
      location.reload();
    });
  }

  /** A refusal becomes a sentence that only this person sees. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Refusal && error.status === 401 && !this.#store.state.signIn) {
      this.#store.set({ signIn: true });
    } else {
      this.#store.say(error instanceof Refusal ? error.message : say.failed());
    }
  }
}
