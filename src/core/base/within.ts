/** The time limit of some work, and a signal that ends it sooner. */
export interface Limits {
  readonly clock: { after(ms: number, run: () => void): () => void };
  readonly ms: number;
  /** Ends the work when it aborts, with its reason. */
  readonly signal?: AbortSignal;
  /** The error when time runs out. */
  readonly late?: () => Error;
}

/**
 * Runs `work` with a signal that aborts after `ms` or with the outer signal. Rejects with the reason then, even when
 * the work ignores its signal. Does not start the work when the outer signal has aborted already.
 */
export async function within<T>(
  { clock, ms, signal, late = () => new Error(`no answer within ${ms / 1000} s`) }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    // First, so that the promise rejects with this reason and not with the error of the aborted work.
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
