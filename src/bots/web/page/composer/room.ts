/**
 * As much room under the messages as the composer is high. It grows at once, and shrinks only when no message moves by it: at the
 * end of the page the browser would pull the messages down.
 */
export class RoomUnderMessages {
  /** CSS pixels, like those below. */
  #room = 0;
  /** The composer's height when least was in it, at its width. */
  #least = 0;
  #width = 0;

  /** Follows the composer, which must have been drawn. */
  watch(): void {
    const composer = composerOf();
    if (composer === null) return;
    new ResizeObserver(() => this.#resized()).observe(composer);
    addEventListener('scroll', () => this.#shrink(), { passive: true });
  }

  /**
   * Takes away what is too much: for moments at which the messages move anyway. While a line is being sent its pair may be there
   * already: the room is then what the composer takes once the line has left it.
   */
  settle(isSending: boolean): void {
    this.#set(isSending ? this.#least : heightOf(composerOf()));
  }

  #resized(): void {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = composerOf() ?? {};
    this.#least = width === this.#width ? Math.min(this.#least, height) : height;
    this.#width = width;
    if (height > this.#room) this.#set(height);
    this.#shrink();
  }

  #shrink(): void {
    const height = heightOf(composerOf());
    const below = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (height < this.#room && below >= this.#room - height) this.#set(height);
  }

  #set(height: number): void {
    if (height === this.#room || height === 0) return;
    this.#room = height;
    document.documentElement.style.setProperty('--composer-room', `${height}px`);
  }
}

function heightOf(composer: HTMLElement | null): number {
  return composer?.offsetHeight ?? 0;
}

function composerOf(): HTMLElement | null {
  return document.querySelector('.composer');
}
