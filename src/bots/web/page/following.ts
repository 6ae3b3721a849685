import { type api, Refusal } from './api.ts';
import type { Join, Joined, News, Seen } from './news.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

/** Milliseconds between tries to reach the hub. */
const RETRY_MS = 3_000;

export interface FollowingParts {
  readonly store: PageStore;
  readonly api: Pick<typeof api, 'me' | 'messages'>;
  readonly join: Join;
  /** Shows a refusal that stays. */
  readonly refused: (error: Refusal) => void;
  /** Runs it once after `ms` milliseconds. */
  readonly later: (ms: number, run: () => void) => void;
}

/** Keeps the page's messages equal to the hub's, also across lost connections. */
export class Following {
  readonly #parts: FollowingParts;
  #name = '';
  #seen: Seen | null = null;
  #joined: Joined | null = null;
  /** Rises with every new beginning: what was begun before is then of no interest. */
  #turn = 0;

  constructor(parts: FollowingParts) {
    this.#parts = parts;
  }

  /** Reads the newest messages, then follows every change after them. */
  async open(): Promise<void> {
    const turn = this.#begin();
    const { api, store } = this.#parts;
    await this.#tried(turn, async () => {
      const [me, page] = await Promise.all([api.me(), api.messages({})]);
      if (turn !== this.#turn) return;
      store.replace(page.messages, page.pairs);
      store.set({ me, more: page.more, newer: page.newer, signIn: false, unread: null, fresh: 0 });
      this.#name = me.name;
      this.#seen = { epoch: page.epoch, seq: page.seq };
      this.#join(turn, this.#seen);
    });
  }

  /** Hears again what came after a page of the chat was read, if anything did: nobody has told that page. */
  after({ epoch, seq }: Seen): void {
    if (this.#joined === null || this.#seen === null || this.#seen.seq <= seq) return;
    const turn = this.#begin();
    this.#seen = { epoch, seq };
    this.#join(turn, this.#seen);
  }

  /** Somebody looks at the page again. */
  visible(): void {
    if (this.#joined === null && this.#seen !== null) void this.#resume();
  }

  /** Nobody looks at the page: a stream of its own would only keep a connection from the other tabs. */
  hidden(): void {
    if (this.#joined?.shared === false) this.#begin();
  }

  /** The page is left. */
  leave(): void {
    this.#begin();
  }

  #begin(): number {
    this.#joined?.leave();
    this.#joined = null;
    this.#turn += 1;
    return this.#turn;
  }

  #join(turn: number, seen: Seen): void {
    this.#joined = this.#parts.join(this.#name, seen, (news) => {
      if (turn === this.#turn) this.#hear(news, seen.epoch);
    });
  }

  #hear(news: News, epoch: string): void {
    const { store } = this.#parts;
    if (news.type === 'lost') return this.#connected(false);
    if (news.type === 'refused') return void this.#resume();
    if (news.type === 'ended') return this.#ended(news);
    if (news.type === 'hello' && (news.epoch !== epoch || news.rewound)) return void this.open();
    this.#connected(true);
    if (news.type === 'hello') return;
    const { message } = news;
    store.take(message);
    if (news.pair !== null) store.takePair(news.pair);
    this.#seen = { epoch, seq: Math.max(message.seq, this.#seen?.seq ?? 0) };
    if (message.card?.kind === 'image') store.set({ announced: message.card.heading });
  }

  /** Of too many streams the oldest ended: this page waits until somebody looks at it again. */
  #ended({ code, detail }: Extract<News, { type: 'ended' }>): void {
    if (code !== 'streams_many') return void this.#resume();
    this.#begin();
    this.#parts.store.say(detail);
  }

  /** Asks the hub who this is, because a stream does not say why it was refused, and goes on where it was. */
  async #resume(): Promise<void> {
    const turn = this.#begin();
    await this.#tried(turn, async () => {
      const { name } = await this.#parts.api.me();
      if (turn !== this.#turn) return;
      if (name !== this.#name || this.#seen === null) return this.open();
      this.#join(turn, this.#seen);
    });
  }

  /** Tries again later what may work then; shows what stays refused. */
  async #tried(turn: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof Refusal && error.status < 500 && error.status !== 429) {
        this.#parts.store.set({ connected: true });
        return this.#parts.refused(error);
      }
      this.#connected(false);
      this.#parts.later(RETRY_MS, () => {
        if (turn === this.#turn) void (this.#seen === null ? this.open() : this.#resume());
      });
    }
  }

  #connected(connected: boolean): void {
    const { store } = this.#parts;
    if (store.state.connected === connected) return;
    store.set({ connected, announced: connected ? say.back() : say.lost() });
  }
}
