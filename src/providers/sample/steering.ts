import type { SideName } from '../../core/domain/side.ts';

export type Steer = 'slow' | 'fail' | 'block' | 'late' | 'hang';

const WORD = /#(slow|fail|block|late|hang)-([ab])(?![\p{L}\p{N}])/giu;

/** What the `#` words of a prompt make this side do; the first counts. */
export function steerOf(prompt: string, side: SideName): Steer | null {
  for (const [, word, wanted] of prompt.matchAll(WORD)) {
    if (wanted?.toUpperCase() === side) return steers.get(word?.toLowerCase() ?? '') ?? null;
  }
  return null;
}

const steers = new Map<string, Steer>(
  (['slow', 'fail', 'block', 'late', 'hang'] as const).map((steer) => [steer, steer]),
);
