import type { KnownBlock } from '@slack/types';
import type { Card, Line } from '../../core/chat/card.ts';
import { buttonRows, pictureBlock } from './elements.ts';
import { LIMITS } from './limits.ts';
import { fitted, headingPieces, seen, textBlocks } from './rich-text.ts';
import { fallbackText } from './text.ts';

/** A message as Slack's API takes it. */
export interface NativeMessage {
  /** What notifications say: escaped, at most `LIMITS.fallback` characters. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** What a message shows besides its card. */
export interface Shown {
  /** The id of the picture's file at Slack; null while there is none. */
  readonly file: string | null;
  /** Lines under the picture, or in its place. */
  readonly notes?: readonly Line[];
}

/** A public message: its text, its picture, its buttons. Pure. */
export function render(card: Card, { file, notes = [] }: Shown = { file: null }): NativeMessage {
  const { image } = card;
  const above = seen(card.lines);
  const lines = fitted([...above, ...seen(notes)], LIMITS.text - LIMITS.heading);
  return {
    text: fallbackText(card.heading, ...card.lines.map(({ text }) => text)),
    blocks: [
      ...textBlocks(lines.slice(0, above.length), headingPieces(card)),
      ...(file === null ? [] : [pictureBlock(file, image?.alt ?? card.heading)]),
      ...textBlocks(lines.slice(above.length)),
      ...buttonRows(card),
    ],
  };
}
