import cliProgress from 'cli-progress';

/** How many files between two lines without a terminal. */
const LINE_EVERY = 500;
const CLEAR_BELOW = '\u001b[J';

/** Shows how many files of a long command are done; `line` has the counts. */
export interface Progress {
  start(total: number): void;
  update(done: number, line: string): void;
  stop(): void;
}

/** The terminal of a long command. `signal` aborts at Ctrl-C. */
export interface Terminal {
  readonly progress: Progress;
  readonly out: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A bar on a terminal; on any other stream a plain line every 500 files. */
export function progressOn(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): Progress {
  return stream.isTTY === true ? bar(stream) : lines((text) => stream.write(`${text}\n`));
}

function bar(stream: NodeJS.WritableStream): Progress {
  const drawn = new cliProgress.SingleBar({
    stream,
    format: '{bar} {percentage}% | {value}/{total} | {line}',
    barCompleteChar: '\u2588',
    barIncompleteChar: '\u2591',
    barsize: 24,
    hideCursor: true,
    // After Ctrl-C the current batch goes on, and so does the bar.
    gracefulExit: false,
  });
  return {
    start: (total) => drawn.start(total, 0, { line: '' }),
    update: (done, line) => drawn.update(done, { line }),
    stop: () => {
      drawn.stop();
      // The cursor is below the bar again, where other text may have been printed.
      stream.write(CLEAR_BELOW);
    },
  };
}

/** Writes a plain line each `every` files. */
export function lines(write: (text: string) => void, every = LINE_EVERY): Progress {
  let total = 0;
  return {
    start: (all) => {
      total = all;
    },
    update: (done, line) => {
      if (done % every === 0) write(`${done} of ${total}: ${line}`);
    },
    stop: () => undefined,
  };
}
