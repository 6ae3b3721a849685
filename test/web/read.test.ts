import { describe, expect, it } from 'vitest';
import { readSideRun, sideRunSchema } from '../../src/bots/web/read.ts';

describe('the body of a side to run again', () => {
  it('names every change in the terms of the core', () => {
    const body = sideRunSchema.parse({
      batch_id: 'p1',
      side: 'B',
      prompt_override: 'a man',
      injection_override: {
        category: 'Beauty',
        reference_ids: ['t1', 't2'],
        tone_ratio: 25,
        angle_ratio: 75,
      },
    });
    expect(readSideRun(body)).toEqual({
      pairId: 'p1',
      side: 'B',
      prompt: 'a man',
      category: 'Beauty',
      references: ['t1', 't2'],
      toneRatio: 25,
      angleRatio: 75,
    });
  });

  it('without changes names none', () => {
    const run = readSideRun(sideRunSchema.parse({ batch_id: 'p1', side: 'A' }));
    expect(run).toEqual({ pairId: 'p1', side: 'A' });
  });

  it.each([
    { side: 'C' },
    { injection_override: { tone_ratio: 33 } },
    { injection_override: { reference_ids: Array.from({ length: 15 }, () => 't1') } },
    { prompt: 'a man' },
  ])('with %j is refused', (more) => {
    const body = { batch_id: 'p1', side: 'A', ...more };
    expect(sideRunSchema.safeParse(body).success).toBe(false);
  });
});
