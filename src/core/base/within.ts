/** How long some work may take, and what ends it sooner. */
export interface Limits {
  readonly clock: { after(ms: number, run: () => void): () => void };
  readonly ms: number;
  /** Ends the work too when it aborts, with its reason. */
  readonly signal?: AbortSignal;
  /** The reason when time runs out. */
  readonly late?: () => Error;
}

/**
 * Does `work` with a signal that aborts after `ms`, or when the outer signal does, and stops waiting for it then,
 * even when the work ignores its signal. Rejects with the reason. Work is not begun under a signal that has aborted.
 */
export async function within<T>(
  { clock, ms, signal, late = () => new Error(`no answer within ${ms / 1000} s`) }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    // Before the work hears of it: the reason is ours, not what the work makes of it.
    stopped.reject(reason);
    controller.abort(reason);
  };
  const stopOuter = () => stop(signal?.reason);
  const cancel = clock.after(ms, () => stop(late()));
  signal?.addEventListener('abort', stopOuter, { once: true });
  try {
    return await Promise.race([stopped.promise, work(controller.signal)]);
  } finally {
    cancel();
    signal?.removeEventListener('abort', stopOuter);
  }
}
