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
