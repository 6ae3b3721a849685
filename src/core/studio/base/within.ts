import type { Clock } from '../../ports/system.ts';

/**
 * Does `work` with a signal that aborts after `ms` or when `outer` does, and stops waiting for it then,
 * even when the work ignores its signal. Rejects with the reason.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const controller = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    controller.abort(reason);
    stopped.reject(reason);
  };
  const outerStop = () => stop(outer.reason);
  const cancel = clock.after(ms, () => stop(new Error(`no answer within ${ms / 1000} s`)));
  outer.addEventListener('abort', outerStop, { once: true });
  try {
    return await Promise.race([work(controller.signal), stopped.promise]);
  } finally {
    cancel();
    outer.removeEventListener('abort', outerStop);
  }
}
