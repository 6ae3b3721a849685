/** Long prompts are folded after three lines. Those that fit their lines in this window have nothing to unfold. */
export class Folds {
  readonly #observer = new ResizeObserver((entries) => {
    for (const { target } of entries) markFitting(target);
  });

  /** Looks after what has been drawn since the last call, too. */
  watch(): void {
    for (const text of document.querySelectorAll('.prompt.long q')) this.#observer.observe(text);
  }
}

function markFitting(text: Element): void {
  const prompt = text.closest('.prompt');
  if (prompt === null || prompt.hasAttribute('open')) return;
  prompt.classList.toggle('fits', text.scrollHeight <= text.clientHeight + 1);
}
