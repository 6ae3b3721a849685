import { cut } from '../../core/base/text.ts';
import type { Line } from '../../core/chat/card.ts';

/** The characters of Discord's markdown, mentions and timestamps. */
const SPECIAL = /[\\*_~`|<>@#[\]()]/g;
/** The beginning of a list, a heading or a small line. */
const LINE_START = /^(\s*)(?=[-+]\s|\d+\.\s)(\d*)/gm;
/** Marks that turn the direction of the text behind them, also behind the end of a person's text. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;

/** A person's text, escaped so that Discord shows it as written: no mention, no markup, no link. */
export function escapeText(text: string): string {
  return text
    .replace(DIRECTION, '')
    .replace(SPECIAL, String.raw`\$&`)
    .replace(/:\/\//g, String.raw`:\//`)
    .replace(LINE_START, (_, space: string, digits: string) => `${space}${digits}\\`);
}

/** A line as Discord shows it: quoted, bold, linked, with the time running since. */
export function lineText(line: Line, text = line.text): string {
  const escaped = escapeText(text);
  if (line.quote === true) return escaped.replace(/^/gm, '> ');
  if (line.title === true) return `**${escaped}**`;
  const linked =
    line.link === undefined ? escaped : `[${escaped.replaceAll('\n', ' ')}](${line.link})`;
  return line.since === undefined ? linked : `${linked} · <t:${Math.floor(line.since / 1000)}:R>`;
}

/**
 * The lines as Discord shows them, in at most `max` characters in all: the longest are cut, as much as is
 * needed. `isCut` is true when something was left out.
 */
export function fitLines(
  lines: readonly Line[],
  max: number,
): { readonly texts: readonly string[]; readonly isCut: boolean } {
  const raw = lines.map((line) => line.text);
  const rendered = lines.map((line) => lineText(line));
  let isCut = false;
  for (let over = excess(rendered, max); over > 0; over = excess(rendered, max)) {
    const longest = rendered.reduce(
      (best, text, index) => (text.length > (rendered[best]?.length ?? 0) ? index : best),
      0,
    );
    const line = lines[longest];
    const before = raw[longest] ?? '';
    if (line === undefined || before.length < 2) break;
    isCut = true;
    // Escaped text is longer than the original: cutting the whole excess may cut too much.
    raw[longest] = cut(before, Math.max(1, before.length - Math.max(8, Math.ceil(over / 2))));
    rendered[longest] = lineText(line, raw[longest]);
  }
  return { texts: rendered, isCut };
}

function excess(texts: readonly string[], max: number): number {
  return texts.reduce((sum, text) => sum + text.length + 1, 0) - max;
}
