import type { HomeView } from '@slack/types';
import type { Card } from '../../core/chat/card.ts';
import { LIMITS } from './limits.ts';
import { render } from './render.ts';

/** What the Home tab shows. */
export interface HomeCards {
  readonly credits: Card;
  readonly history: Card;
  readonly likes: Card;
  /** File ids of pictures that can be shown to the person, by their keys. */
  readonly files: ReadonlyMap<string, string>;
}

/** A person's Home tab: credits, last pairs, likes. Pure. */
export function homeView({ credits, history, likes }: HomeCards): HomeView {
  const blocks = [credits, history, likes].flatMap((card) => render(card).blocks);
  return { type: 'home', blocks: blocks.slice(0, LIMITS.viewBlocks) };
}
