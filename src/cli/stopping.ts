/** The exit code of a command that Ctrl-C stopped. */
export const STOPPED = 130;

/**
 * Runs `work` with a signal that the first Ctrl-C (or SIGTERM) aborts, so that it can stop in order. A second
 * one ends the process at once with `exitCode`.
 */
export async function untilStopped<T>(
  { exitCode = STOPPED, onStop }: { readonly exitCode?: number; readonly onStop?: () => void },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(exitCode);
    stop.abort();
    onStop?.();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** Milliseconds that a process has for what nobody waits for, such as an upload that cannot be aborted. */
const END_MS = 2_000;

/** Ends the process with `exitCode` soon, though something still runs in it. Returns the code. */
export function endSoon(exitCode: number): number {
  setTimeout(() => process.exit(exitCode), END_MS).unref();
  return exitCode;
}
