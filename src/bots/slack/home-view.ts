import type { HeaderBlock, HomeView, KnownBlock } from '@slack/types';
import type { Card } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { bodyBlocks, type FilesByKey } from './body.ts';
import { buttonRows } from './elements.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** What the Home tab shows. */
export interface HomeCards {
  readonly credits: Card;
  readonly history: Card;
  readonly likes: Card;
  /** File ids of pictures that can be shown to the person, by their keys. */
  readonly files: FilesByKey;
  readonly locale: Locale;
}

/** Pictures of each part: two blocks each with the text before them, and all parts have a hundred. */
const PICTURES = { credits: 0, history: 24, likes: 12 } as const;

/** A person's Home tab: credits, last pairs, likes. Pure. */
export function homeView({ files, locale, ...cards }: HomeCards): HomeView {
  const blocks = (['credits', 'history', 'likes'] as const).flatMap((name, index) => {
    const card = cards[name];
    const parts = { heading: [], files, locale, pictures: PICTURES[name] };
    const divider: readonly KnownBlock[] = index === 0 ? [] : [{ type: 'divider' }];
    return [...divider, headerOf(card), ...bodyBlocks(card, parts), ...buttonRows(card)];
  });
  return { type: 'home', blocks: blocks.slice(0, LIMITS.viewBlocks) };
}

function headerOf({ heading }: Card): HeaderBlock {
  return { type: 'header', text: plain(heading, LIMITS.header) };
}
