import type { SideName } from '../../core/domain/side.ts';

const STEERS = ['slow', 'fail', 'block', 'late', 'hang'] as const;
export type Steer = (typeof STEERS)[number];

const WORD = new RegExp(`#(${STEERS.join('|')})-([ab])(?![\\p{L}\\p{N}])`, 'giu');

/** The behaviour that the first `#` word of a prompt for this side asks for. */
export function steerOf(prompt: string, side: SideName): Steer | null {
  for (const [, word, wanted] of prompt.matchAll(WORD)) {
    if (wanted?.toUpperCase() !== side) continue;
    return STEERS.find((steer) => steer === word?.toLowerCase()) ?? null;
  }
  return null;
}
