/** The exit code of what was stopped by Ctrl-C. */
export const STOPPED = 130;

/**
 * Runs `work` with a signal that the first Ctrl-C (or SIGTERM) aborts, so that it can end in order; the
 * second ends the process at once.
 */
export async function untilStopped<T>(
  onStop: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(STOPPED);
    stop.abort();
    onStop();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
