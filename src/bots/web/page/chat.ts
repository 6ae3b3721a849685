import { api, Refusal } from './api.ts';
import { Comparing } from './compare/comparing.ts';
import { Composer } from './composer/composer.ts';
import { Answers } from './drawer/answers.ts';
import type { Pressed } from './drawer/drawer.ts';
import { ChatWindow } from './feed/window.ts';
import { HistoryActs } from './history/history.ts';
import { Following } from './following.ts';
import type { Message } from './model.ts';
import type { Join } from './news.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

/** What people do on the page. It asks the hub and shows the answers; it decides nothing. */
export class Chat {
  readonly #store: PageStore;
  readonly #window: ChatWindow;
  /** The messages, as they change. */
  readonly following: Following;
  readonly composer: Composer;
  /** Private answers: the drawer and the toast. */
  readonly answers: Answers;

  readonly comparing: Comparing;
  readonly history: HistoryActs;

  constructor(store: PageStore, join: Join) {
    this.#store = store;
    this.answers = new Answers({
      store,
      press: api.press,
      later: pause,
      failed: (error) => this.#failed(error),
      sentence: sentenceOf,
    });
    this.comparing = new Comparing({
      store,
      press: (id) => void this.press(id),
      look: api.compare,
    });
    this.history = new HistoryActs({
      store,
      look: api.history,
      later: pause,
      show: (message) => void this.open(message),
      sentence: sentenceOf,
    });
    this.following = new Following({
      store,
      api,
      join,
      refused: (error) => this.#failed(error),
      later: (ms, run) => void setTimeout(run, ms),
    });
    this.#window = new ChatWindow({ store, api, following: this.following });
    this.composer = new Composer({
      store,
      show: (reply) => this.answers.show(reply, null),
      history: (words) => this.history.open(words),
      guarded: (work) => this.#guarded(work),
    });
  }

  older(): Promise<void> {
    return this.#guarded(() => this.#window.older());
  }

  newer(): Promise<void> {
    return this.#guarded(() => this.#window.newer());
  }

  /** Reads the newest messages, if the page does not have them, and follows from there: no event between is lost. */
  async newest(): Promise<void> {
    if (this.#store.state.newer) await this.following.open();
  }

  /** Shows the message that the page's address names. */
  open(id: string): Promise<void> {
    return this.#guarded(() => this.#window.show(id));
  }

  /** `pressed`: where in the drawer, if it was there. */
  press(id: string, pressed: Pressed | null = null): Promise<void> {
    return this.#guarded(async () => this.answers.show(await api.press(id), pressed));
  }

  /** Deletes an image for good: its place in the pair says so. */
  remove(generation: string): Promise<void> {
    return this.#guarded(async () => {
      const reply = await api.remove(generation);
      if (reply.pair !== undefined) this.#store.takePair(reply.pair);
    });
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
      this.composer.forget();
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
      this.#store.say(sentenceOf(error));
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

function sentenceOf(error: unknown): string {
  return error instanceof Refusal ? error.message : say.failed();
}
