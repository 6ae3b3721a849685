import type { ActionsBlock, Button as NativeButton, KnownBlock } from '@slack/types';
import { cut } from '../../core/base/text.ts';
import type { Button, Card, CardImage, Line } from '../../core/chat/card.ts';
import { fitLines } from '../../core/chat/fit-lines.ts';
import { LIMITS } from './limits.ts';
import { headingPieces, richText } from './rich-text.ts';
import { fallbackText, plain } from './text.ts';

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

/** A public message. Pure. */
export function render(card: Card, { file, notes = [] }: Shown = { file: null }): NativeMessage {
  const lines = fitted([...card.lines, ...notes], LIMITS.text - card.heading.length);
  const about = lines.slice(0, card.lines.length);
  return {
    text: fallbackText(card.heading, ...card.lines.map(({ text }) => text)),
    blocks: [
      richText(about, headingPieces(card)),
      file === null || card.image === undefined ? undefined : picture(card.image, file),
      richText(lines.slice(card.lines.length)),
      ...buttonRows(card.rows),
    ].filter((block) => block !== undefined),
  };
}

/** The lines with texts that fit into `max` units in all. */
export function fitted(lines: readonly Line[], max: number): readonly Line[] {
  const { texts } = fitLines(lines, max, (_, text) => text.length);
  return lines.map((line, index) => ({ ...line, text: texts[index] ?? '' }));
}

function picture({ alt }: CardImage, file: string): KnownBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: plain(alt, LIMITS.alt).text };
}

export function buttonRows(rows: Card['rows']): readonly ActionsBlock[] {
  return rows.map((row) => ({
    type: 'actions',
    elements: row.slice(0, LIMITS.actions).map(nativeButton),
  }));
}

function nativeButton({ id, label, style }: Button): NativeButton {
  return {
    type: 'button',
    action_id: id,
    text: plain(cut(label, LIMITS.buttonLabel), LIMITS.buttonLabel),
    ...(style === 'plain' ? {} : { style }),
  };
}
