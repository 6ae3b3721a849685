import type { Card, Line } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';

/** The private card without what people wrote, because Discord refuses to show it. */
export function withheld(card: Card, locale: Locale): Card {
  const text = words(locale).withheld();
  return { ...card, lines: card.lines.map((line) => withoutWords(line, text)) };
}

/** The label of a picture has the prompt too. */
function withoutWords(line: Line, text: string): Line {
  const { picture, side = '' } = line;
  const shown = line.quote === true ? { ...line, text } : line;
  return picture === undefined ? shown : { ...shown, picture: { ...picture, label: side || text } };
}
