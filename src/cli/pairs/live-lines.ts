import cliProgress from 'cli-progress';
import { SIDES, type SideName } from '../../core/domain/side.ts';
import { cutToWidth } from '../table/width.ts';
import { labelOf, type MaybeTerminal, type SideLines, type SideNews } from './side-lines.ts';

/** How often the lines are drawn: the seconds are whole ones. */
const DRAWN_PER_SECOND = 4;

/** A side on the screen. Times are milliseconds since the epoch. */
interface Shown {
  readonly label: string;
  news: SideNews;
  since: number;
  /** Of a side that has ended. */
  took: number | null;
}

const ENDED = new Set(['succeeded', 'failed', 'blocked', 'timed_out', 'cancelled', 'refused']);

/** One line a side, drawn anew with the time that its state has taken. At the end the last lines stay, in full. */
export function liveLines(
  pairs: number,
  terminal: MaybeTerminal,
  print: (text: string) => void,
  now: () => number = Date.now,
): SideLines {
  const multi = new cliProgress.MultiBar({
    stream: terminal,
    format: (_options, { maxWidth }, { shown }) => cutToWidth(textOf(shown, now()), maxWidth - 1),
    fps: DRAWN_PER_SECOND,
    // A note above moves the lines down.
    forceRedraw: true,
    clearOnComplete: true,
    // No mode of the terminal is changed: a kill would leave it so.
    linewrap: true,
    // Ctrl-C stops the command in order.
    gracefulExit: false,
  });
  const all = Array.from({ length: pairs }, (_, pair) => SIDES.map((side) => ({ pair, side })));
  const shown = new Map<string, Shown>();
  for (const { pair, side } of all.flat()) {
    const label = labelOf(pair, pairs, side);
    const one = { label, news: { state: 'asked for', more: [] }, since: now(), took: null };
    shown.set(label, one);
    multi.create(1, 0, { shown: one });
  }
  const show = (pair: number, side: SideName, news: SideNews) => {
    const one = shown.get(labelOf(pair, pairs, side));
    if (one === undefined) return;
    if (one.news.state !== news.state) change(one, news.state, now());
    one.news = news;
  };
  let ended = false;
  return {
    show,
    refused: (pair, sentence) => {
      for (const side of SIDES) show(pair, side, { state: 'refused', more: [sentence] });
    },
    note: (text) => multi.log(`${text}\n`),
    end: () => {
      if (ended) return;
      ended = true;
      multi.update();
      multi.stop();
      for (const one of shown.values()) print(textOf(one, now()));
    },
  };
}

function change(shown: Shown, state: string, now: number): void {
  if (ENDED.has(state)) shown.took = now - shown.since;
  else shown.since = now;
}

function textOf({ label, news, since, took }: Shown, now: number): string {
  const seconds = Math.max(0, Math.floor((took ?? now - since) / 1_000));
  const time = took === null ? ` · ${seconds} s` : ` after ${seconds} s`;
  return [`${label} ${news.state}${time}`, ...news.more].join(' · ');
}
