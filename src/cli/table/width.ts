import stringWidth from 'string-width';

const ELLIPSIS = '…';

/** Columns of a terminal that a text takes: a Korean, Chinese or Japanese character takes two. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text with spaces behind it, `columns` wide. A wider one stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** The text cut to `columns` with an ellipsis, and never inside a character. */
export function cutToWidth(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += widthOf(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return columns < 1 ? '' : kept + ELLIPSIS;
}

/** The text in lines of at most `columns`, broken between words; a longer word is broken where the line ends. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function pieces(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  const parts = [''];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && widthOf(last + segment) > columns) parts.push(segment);
    else parts[parts.length - 1] = last + segment;
  }
  return parts;
}
