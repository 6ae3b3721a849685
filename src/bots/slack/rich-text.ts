import type { RichTextBlock, RichTextElement, RichTextQuote, RichTextSection } from '@slack/types';
import { minuteOf } from '../../core/base/text.ts';
import type { Card, Line } from '../../core/chat/card.ts';

type Part = RichTextSection | RichTextQuote;

/** The lines as one block of inert text; undefined when none of them has text. */
export function richText(
  lines: readonly Line[],
  heading: readonly RichTextElement[] = [],
): RichTextBlock | undefined {
  const parts: Part[] = [];
  if (heading.length > 0) parts.push({ type: 'rich_text_section', elements: [...heading] });
  for (const line of lines) addLine(parts, line);
  return parts.length === 0 ? undefined : { type: 'rich_text', elements: parts };
}

/** The heading in bold, with the badges behind it. */
export function headingPieces({
  heading,
  badges,
}: Pick<Card, 'heading' | 'badges'>): readonly RichTextElement[] {
  return [
    ...(heading === '' ? [] : [textPiece(heading, { bold: true })]),
    ...badges.filter((one) => one !== '').map((one) => textPiece(` · ${one}`)),
  ];
}

/** Lines that are not quoted share a section, with breaks between them. */
function addLine(parts: Part[], line: Line): void {
  if (line.text === '') return;
  const last = parts.at(-1);
  if (line.quote === true) {
    parts.push({ type: 'rich_text_quote', elements: [...linePieces(line)] });
  } else if (last?.type === 'rich_text_section') {
    last.elements.push(textPiece('\n'), ...linePieces(line));
  } else parts.push({ type: 'rich_text_section', elements: [...linePieces(line)] });
}

/** A line in pieces: bold, linked, with the time running since, which the client draws. */
function linePieces({ text, title, link, since }: Line): readonly RichTextElement[] {
  const style = title === true ? { bold: true } : undefined;
  const shown: RichTextElement =
    link === undefined ? textPiece(text, style) : { type: 'link', url: link, text };
  return since === undefined ? [shown] : [shown, textPiece(' · '), agoPiece(since)];
}

function agoPiece(since: number): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(since / 1_000),
    format: '{ago}',
    fallback: minuteOf(since),
  };
}

function textPiece(
  text: string,
  style?: { readonly bold: true } | { bold: boolean },
): RichTextElement {
  return { type: 'text', text, ...(style === undefined ? {} : { style: { ...style } }) };
}
