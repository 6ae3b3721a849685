import { expect, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import type { Seat, Seen } from './driver.ts';

/** A side that its header says has not ended. */
const LIVE = /· (?:being prepared|waiting|making the image)/;

interface Looks {
  readonly pair: (seat: Seat) => Promise<readonly Seen[]>;
  readonly header: (text: string, seat: Seat) => Promise<Seen>;
}

/**
 * Asks for a pair, and waits for its header: until then the newest pair is another one. That one has ended before, so that none
 * of its images comes behind the new header.
 */
export function asking({ pair, header }: Looks) {
  return async (seat: Seat, prompt: string, options = ''): Promise<void> => {
    await vi.waitFor(async () => {
      expect((await pair(seat))[0]?.text ?? '').not.toMatch(LIVE);
    }, PATIENT);
    await seat.say(`/generate ${prompt} ${options}`.trim());
    await header(prompt, seat);
  };
}
