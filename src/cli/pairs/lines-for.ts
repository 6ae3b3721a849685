import { SIDES } from '../../core/domain/side.ts';
import { liveLines } from './live-lines.ts';
import { labelOf, type MaybeTerminal, pairLabel, type SideLines } from './side-lines.ts';

/** A line a change. */
function plainLines(pairs: number, print: (text: string) => void): SideLines {
  const printed = new Map<string, string>();
  return {
    show(pair, side, { state, more }) {
      const label = labelOf(pair, pairs, side);
      const text = [`${label} ${state}`, ...more].join(' · ');
      if (printed.get(label) === text) return;
      printed.set(label, text);
      print(text);
    },
    refused: (pair, sentence) =>
      print(
        pairs === 1 ? `Refused: ${sentence}` : `${pairLabel(pair, pairs)} · refused: ${sentence}`,
      ),
    note: print,
    end: () => undefined,
  };
}

/** One redrawn line a side on a terminal that has room for all; plain lines anywhere else. */
export function linesFor(
  pairs: number,
  print: (text: string) => void,
  terminal: MaybeTerminal | undefined,
): SideLines {
  const { isTTY, rows = 24 } = terminal ?? {};
  const hasRoom = isTTY === true && pairs * SIDES.length < rows;
  return terminal !== undefined && hasRoom
    ? liveLines(pairs, terminal, print)
    : plainLines(pairs, print);
}

const nothing = () => undefined;

/** Tells nothing of the sides: for output that holds something else. */
export function silentLines(note: (text: string) => void): SideLines {
  return { show: nothing, refused: nothing, note, end: nothing };
}
