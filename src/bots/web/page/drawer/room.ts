import type { PageStore } from '../store.ts';
import { shownPage } from './drawer.ts';

/** Without this much room a drawer would leave nothing of the chat to use. */
const NARROW = '(max-width: 48rem), (max-height: 30rem)';
/** Bar and composer, and the style properties with their heights: the drawer fits between them. */
const EDGES = { '.bar': '--bar-height', '.composer': '--composer-height' } as const;

/** Draws the page, and keeps what opens at its side between the bar and the composer, and closed by Escape. */
export function keepRoom(store: PageStore, close: () => void): void {
  const narrow = matchMedia(NARROW);
  const fit = () => store.set({ narrow: narrow.matches });
  narrow.addEventListener('change', fit);
  fit();
  // They are there once the page is drawn.
  queueMicrotask(measureEdges);
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // What lies over the page takes the key for itself.
    if (document.querySelector(':modal') !== null) return;
    if (shownPage(store.state.drawer) !== undefined) close();
  });
}

function measureEdges(): void {
  const { style } = document.documentElement;
  const observer = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      for (const [selector, property] of Object.entries(EDGES)) {
        if (target.matches(selector)) style.setProperty(property, `${height}px`);
      }
    }
  });
  for (const selector of Object.keys(EDGES)) {
    const edge = document.querySelector(selector);
    if (edge !== null) observer.observe(edge);
  }
}
