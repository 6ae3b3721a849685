import cliProgress from 'cli-progress';

/** Files between two lines where no bar can be drawn. */
const LINE_EVERY = 500;
const CLEAR_BELOW = '\u001b[J';

/** Shows how far a long command is. */
export interface Progress {
  start(total: number): void;
  /** `line` says more than the number. */
  update(done: number, line: string): void;
  stop(): void;
}

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** A bar on a terminal; elsewhere a plain line now and then. */
export function progressOn(stream: Terminal): Progress {
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
    // Ctrl-C lets the batch in flight end, and the bar with it.
    gracefulExit: false,
  });
  return {
    start: (total) => drawn.start(total, 0, { line: '' }),
    update: (done, line) => drawn.update(done, { line }),
    stop: () => {
      drawn.stop();
      // It goes back to the line under the bar, where something was said meanwhile.
      stream.write(CLEAR_BELOW);
    },
  };
}

/** One plain line every so many files. */
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
