import { describe, expect, it } from 'vitest';
import { SAID } from '../values.ts';
import { newStore } from './sample-rows.ts';

describe('what text models said of prompts', () => {
  it('is kept by its key, with who said it', () => {
    const { planCache } = newStore();
    expect(planCache.get('k')).toBeUndefined();
    planCache.put('k', { madeBy: 'One', said: { ...SAID, ownShowsPerson: false } }, 1);
    planCache.put('k', { madeBy: 'Two', said: SAID }, 2);
    expect(planCache.get('k')).toEqual({ madeBy: 'Two', said: SAID });
  });

  it('is forgotten when a thousand newer answers are there', () => {
    const { planCache } = newStore();
    for (let n = 0; n < 1_001; n += 1) planCache.put(`k${n}`, { madeBy: 'One', said: SAID }, n);
    const kept = ['k0', 'k1', 'k1000'].map((key) => planCache.get(key) !== undefined);
    expect(kept).toEqual([false, true, true]);
  });
});
