import type { Clock } from '../../core/ports/system.ts';

/** Resolves after so many milliseconds, or at once when the signal aborts. */
export async function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  const over = Promise.withResolvers<void>();
  const cancel = clock.after(ms, over.resolve);
  const stop = () => over.resolve();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await over.promise;
  } finally {
    cancel();
    signal?.removeEventListener('abort', stop);
  }
}
