import { withoutTurns } from '../../core/base/text.ts';
import type { Line } from '../../core/chat/card.ts';
import { fitLines as fitTexts } from '../../core/chat/fit-lines.ts';

/** The characters of Discord's markdown, mentions and timestamps. */
const SPECIAL = /[\\*_~`|<>@#[\]()]/g;
/** The beginning of a list, a heading or a small line. */
const LINE_START = /^(\s*)(?=[-+]\s|\d+\.\s)(\d*)/gm;

/** A person's text, escaped so that Discord shows it as written: no mention, no markup, no link. */
export function escapeText(text: string): string {
  return withoutTurns(text)
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
  const { texts, isCut } = fitTexts(lines, max, (line, text) => lineText(line, text).length);
  return { texts: lines.map((line, index) => lineText(line, texts[index])), isCut };
}
