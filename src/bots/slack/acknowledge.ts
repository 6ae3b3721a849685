import type { Clock } from '../../core/ports/system.ts';

/** Acknowledges a delivery, once. Slack shows a failure to the person when that takes three seconds. */
export type Ack = (answer?: object) => Promise<void>;

/** Milliseconds that an acknowledgement waits for the decision that it could carry: it has to arrive within 3 s. */
const DECISION_MS = 1_500;

/** Resolves with the decision, or with `late` when it takes too long for the acknowledgement. */
export async function inTime<T>(clock: Clock, decision: Promise<T>): Promise<T | 'late'> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const cancel = clock.after(DECISION_MS, () => resolve('late'));
  try {
    return await Promise.race([decision, promise]);
  } finally {
    cancel();
  }
}
