import type { Caller } from '../../domain/person.ts';
import type { World } from '../base/world.ts';

/** Starts to measure how long a request waits for its answer. Call the result when it is there. */
export function answerTime(
  { clock, meter }: Pick<World, 'clock' | 'meter'>,
  { place }: Caller,
): () => void {
  const began = clock.now();
  return () => meter.answered(place.surface, clock.now() - began);
}

/** Whether the header is the answer that the chat waits for. Slack's is a post of its own. */
export function isOwnAnswer(asked: {
  readonly answer?: unknown;
  readonly planAfterAnswer?: true;
}): boolean {
  return asked.answer !== undefined && asked.planAfterAnswer !== true;
}
