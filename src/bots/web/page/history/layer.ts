import { DialogLayer } from '../dialog-layer.ts';
import type { State } from '../model.ts';
import type { HistoryActs } from './history.ts';
import { historyView } from './history-view.ts';
import type { History } from './state.ts';

/** Draws the history over the page. */
export class HistoryLayer {
  readonly #layer: DialogLayer;
  readonly #acts: HistoryActs;
  #drawn: History | null = null;

  constructor(root: HTMLElement, acts: HistoryActs) {
    this.#layer = new DialogLayer(root);
    this.#acts = acts;
  }

  draw({ history }: State): void {
    if (history === this.#drawn) return;
    this.#layer.draw(historyView(history, this.#acts), history !== null);
    this.#drawn = history;
  }
}
