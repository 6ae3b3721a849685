import { describe, expect, it } from 'vitest';
import { fitLines } from '../../../src/core/chat/fit-lines.ts';
import type { Line } from '../../../src/core/chat/card.ts';

const plainly = (_: Line, text: string) => text.length;
const lines = (...texts: readonly string[]): readonly Line[] => texts.map((text) => ({ text }));

describe('lines that are fitted', () => {
  it('stay whole where there is room, a break behind each counted', () => {
    expect(fitLines(lines('ab', 'cd'), 6, plainly)).toEqual({ texts: ['ab', 'cd'], isCut: false });
    expect(fitLines(lines('ab', 'cd'), 5, plainly).isCut).toBe(true);
    expect(fitLines([], 0, plainly)).toEqual({ texts: [], isCut: false });
  });

  it('lose of the longest alone, as long as that is enough', () => {
    const { texts, isCut } = fitLines(lines('short', 'x'.repeat(100)), 60, plainly);
    expect(texts[0]).toBe('short');
    expect(texts[1]).toMatch(/^x{40,}…$/);
    expect(isCut).toBe(true);
  });

  it('are cut to the same size where several are long', () => {
    const { texts } = fitLines(lines('x'.repeat(500), 'short', 'y'.repeat(90)), 128, plainly);
    expect(texts).toEqual([`${'x'.repeat(59)}…`, 'short', `${'y'.repeat(59)}…`]);
    const all = fitLines(
      lines(...Array.from({ length: 8 }, () => 'x'.repeat(2_500))),
      808,
      plainly,
    );
    expect(new Set(all.texts)).toEqual(new Set([`${'x'.repeat(99)}…`]));
  });

  it('use the room that there is', () => {
    const { texts } = fitLines(lines('x'.repeat(5_000), 'y'.repeat(10)), 1_012, plainly);
    expect(texts.map((text) => text.length)).toEqual([1_000, 10]);
  });

  it('are cut between whole characters', () => {
    const { texts } = fitLines(lines('👨‍👩‍👧‍👦'.repeat(10)), 40, plainly);
    expect(texts).toEqual([`${'👨‍👩‍👧‍👦'.repeat(3)}…`]);
  });

  it('are as long as the surface shows them', () => {
    const twice = (_: Line, text: string) => text.length * 2;
    const { texts } = fitLines(lines('x'.repeat(100)), 101, twice);
    expect(texts[0]?.length).toBeLessThanOrEqual(50);
  });

  it('are left as they are where nothing more can be cut', () => {
    expect(fitLines(lines('a', 'b', 'c'), 2, plainly).texts).toEqual(['a', 'b', 'c']);
  });
});
