import type { Hear, News, OpenStream, Seen } from './news.ts';

/** One event stream for any number of listeners. It is open while there is one. */
export class SharedStream {
  readonly #open: OpenStream;
  readonly #listeners = new Set<Hear>();
  #close: (() => void) | null = null;
  /** The last news of whether it is open. */
  #state: News | null = null;
  /** What has been said to the listeners. */
  #seen: Seen = { epoch: '', seq: 0 };

  constructor(open: OpenStream) {
    this.#open = open;
  }

  /**
   * Tells `hear` everything after what it has seen; what others have heard before may be said once more to them. The
   * returned function ends that, and may be called again.
   */
  join(seen: Seen, hear: Hear): () => void {
    this.#listeners.add(hear);
    const isBehind = seen.seq < this.#seen.seq || seen.epoch !== this.#seen.epoch;
    if (this.#close === null || isBehind) this.#openAt(seen);
    else if (this.#state !== null) hear(this.#state);
    return () => this.#leave(hear);
  }

  #leave(hear: Hear): void {
    this.#listeners.delete(hear);
    if (this.#listeners.size === 0) this.#stop();
  }

  #stop(): void {
    this.#close?.();
    this.#close = null;
    this.#state = null;
  }

  #openAt(seen: Seen): void {
    this.#stop();
    this.#seen = seen;
    this.#close = this.#open(seen.seq, (news) => this.#hear(news));
  }

  #hear(news: News): void {
    if (news.type === 'message') this.#seen = { ...this.#seen, seq: news.message.seq };
    else if (news.type === 'hello') {
      this.#seen = { epoch: news.epoch, seq: news.seq };
      // Who joins later has read the chat after this.
      this.#state = { ...news, rewound: false };
    } else this.#state = news;
    if (news.type === 'refused' || news.type === 'ended') this.#stop();
    for (const hear of this.#listeners) hear(news);
  }
}
