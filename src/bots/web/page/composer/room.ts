/**
 * As much room under the messages as the composer is high. It grows at once, and shrinks only when no message moves by it: at the
 * end of the page the browser would pull the messages down.
 */
export class RoomUnderMessages {
  /** CSS pixels. */
  #room = 0;

  /** Follows the composer, which must have been drawn. */
  watch(): void {
    const composer = document.querySelector('.composer');
    if (composer === null) return;
    const fit = () => this.#fit();
    new ResizeObserver(fit).observe(composer);
    addEventListener('scroll', fit, { passive: true });
  }

  /** Takes away what is too much: for moments at which the messages move anyway. */
  settle(): void {
    this.#set(composerHeight());
  }

  #fit(): void {
    const height = composerHeight();
    const below = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (height >= this.#room || below >= this.#room - height) this.#set(height);
  }

  #set(height: number): void {
    if (height === this.#room || height === 0) return;
    this.#room = height;
    document.documentElement.style.setProperty('--composer-room', `${height}px`);
  }
}

function composerHeight(): number {
  return document.querySelector<HTMLElement>('.composer')?.offsetHeight ?? 0;
}
