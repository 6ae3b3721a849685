import type { RichTextBlock, RichTextElement, RichTextQuote, RichTextSection } from '@slack/types';
import { minuteOf, withoutTurns } from '../../core/base/text.ts';
import type { Card, Line } from '../../core/chat/card.ts';
import { fitLines } from '../../core/chat/fit-lines.ts';
import { LIMITS } from './limits.ts';
import { inPieces, shownText } from './text.ts';

type Part = RichTextSection | RichTextQuote;

/** UTF-16 units that a running time needs at most. */
const TIME_UNITS = 24;

/** The lines that people see something of. */
export function seen(lines: readonly Line[]): readonly Line[] {
  return lines
    .slice(0, LIMITS.lines)
    .map((line) => ({ ...line, text: withoutTurns(line.text) }))
    .filter(({ text }) => text.trim() !== '');
}

/** The lines with texts that fit into `max` UTF-16 units in all. */
export function fitted(lines: readonly Line[], max: number): readonly Line[] {
  const { texts } = fitLines(lines, max, unitsOf);
  return lines.map((line, index) => ({ ...line, text: texts[index] ?? line.text }));
}

/** The lines as blocks of inert text, each of at most `LIMITS.text` UTF-16 units; a longer line is shown in pieces. */
export function textBlocks(
  lines: readonly Line[],
  heading: readonly RichTextElement[] = [],
): readonly RichTextBlock[] {
  const most = LIMITS.text - LIMITS.heading;
  const all = lines.flatMap((line) =>
    inPieces(line.text, most - unitsOf(line, '') - 1).map((text) => ({ ...line, text })),
  );
  const blocks: RichTextBlock[] = [];
  let parts: Part[] = heading.length === 0 ? [] : [section(heading)];
  let units = 0;
  for (const line of all) {
    const size = unitsOf(line, line.text) + 1;
    if (units > 0 && units + size > most) {
      blocks.push({ type: 'rich_text', elements: parts });
      parts = [];
      units = 0;
    }
    units += size;
    addLine(parts, line);
  }
  return parts.length === 0 ? blocks : [...blocks, { type: 'rich_text', elements: parts }];
}

/** UTF-16 units that a line needs, besides the break behind it. */
function unitsOf({ since, title }: Line, text: string): number {
  return text.length + (since === undefined ? 0 : TIME_UNITS) + (title === true ? 1 : 0);
}

/** The heading in bold, with the badges behind it; at most `LIMITS.heading` UTF-16 units. */
export function headingPieces({
  heading,
  badges,
}: Pick<Card, 'heading' | 'badges'>): readonly RichTextElement[] {
  const text = heading === '' ? [] : [boldPiece(shownText(heading, LIMITS.heading / 2))];
  const marks = shownText(badges.join(' · '), LIMITS.heading / 2 - 3);
  if (badges.length === 0) return text;
  return [...text, textPiece(text.length === 0 ? marks : ` · ${marks}`)];
}

/** Lines that are not quoted share a section, with breaks between them; a title stands apart. */
function addLine(parts: Part[], line: Line): void {
  const pieces = linePieces(line);
  const last = parts.at(-1);
  if (line.quote === true) parts.push({ type: 'rich_text_quote', elements: [...pieces] });
  else if (last?.type !== 'rich_text_section') parts.push(section(pieces));
  else last.elements.push(textPiece(line.title === true ? '\n\n' : '\n'), ...pieces);
}

/** A line in pieces: bold, linked, with the time running since, which the client draws. */
function linePieces({ text, title, link, since }: Line): readonly RichTextElement[] {
  const plainOrBold = title === true ? boldPiece(text) : textPiece(text);
  const shown: RichTextElement =
    link === undefined ? plainOrBold : { type: 'link', url: link, text };
  return since === undefined ? [shown] : [shown, textPiece(' · '), agoPiece(since)];
}

/** `since` is milliseconds since the epoch. */
function agoPiece(since: number): RichTextElement {
  const timestamp = Math.floor(since / 1_000);
  return { type: 'date', timestamp, format: '{ago}', fallback: minuteOf(since) };
}

function section(pieces: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...pieces] };
}

function textPiece(text: string): RichTextElement {
  return { type: 'text', text };
}

function boldPiece(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}
