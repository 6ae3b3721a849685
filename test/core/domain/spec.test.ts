import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../src/core/domain/spec.ts';
import { aGeneration } from '../../values.ts';

const { spec } = aGeneration('a1');
const stored = (more: object = {}): unknown => JSON.parse(JSON.stringify({ ...spec, ...more }));

describe('a spec that was stored', () => {
  it('is read as it was frozen', () => {
    expect(readSpec(stored())).toEqual(spec);
  });

  it.each([
    [{ version: 2 }, 'a spec of version 2 cannot be read: only version 1'],
    [{ version: undefined }, 'a spec cannot be read: version: '],
    [{ seed: 'seven' }, 'a spec cannot be read: seed: '],
    [{ references: [{}] }, 'a spec cannot be read: references.0.role: '],
  ])('and has changed by %j is refused with what is wrong with it', (more, why) => {
    expect(() => readSpec(stored(more))).toThrow(why);
  });

  it.each([[null], ['{}'], [7]])('and is %j is refused', (value) => {
    expect(() => readSpec(value)).toThrow('a spec cannot be read: ');
  });
});
