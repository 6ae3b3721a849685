/** Wakes the followers of the web chat, who then read the changes from the messages. */
export class WebEvents {
  readonly #listeners = new Set<() => void>();

  /** Something in the chat changed. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
