import { describe, expect, it } from 'vitest';
import {
  ANGLES,
  editDistance,
  findPreset,
  LENSES,
  nearestPreset,
  type Preset,
  searchPresets,
} from '../../../src/core/plan/presets.ts';

const ids = (presets: readonly Preset[]) => presets.map(({ id }) => id);

describe('presets', () => {
  it('are as many as promised, with different ids', () => {
    expect(ANGLES.length).toBeGreaterThanOrEqual(10);
    expect(new Set([...ANGLES, ...LENSES].map((one) => one.id)).size).toBe(
      ANGLES.length + LENSES.length,
    );
  });

  it('are meant by one name each', () => {
    for (const presets of [ANGLES, LENSES]) {
      for (const one of presets) {
        for (const name of [one.id, one.label.en, one.label.ko]) {
          expect(findPreset(presets, name)).toBe(one);
        }
      }
    }
  });

  it.each([
    ['over', ['overhead', 'over-shoulder']],
    ['드론', ['birds-eye']],
    ['tilt', ['dutch']],
    // A name that begins with it, a word that does, a name that only has it inside.
    ['close', ['close-up', 'extreme-close-up']],
    ['eye', ['eye-level', 'extreme-close-up', 'birds-eye', 'worms-eye']],
    ['angle', ['high-angle', 'low-angle', 'dutch']],
    ['face', ['close-up']],
    ['nothing of the kind', []],
  ])('are found by %s', (query, found) => {
    expect(ids(searchPresets(ANGLES, query))).toEqual(found);
  });

  it('are all there for who has typed nothing yet', () => {
    expect(searchPresets(LENSES, ' ')).toEqual(LENSES);
  });

  it('are found by what begins a name before what stands inside another', () => {
    const named = (id: string, en: string, words: readonly string[] = []): Preset => {
      return { id, label: { en, ko: 'x' }, text: '', words };
    };
    const presets = [
      named('1', 'in a warm room'),
      named('2', 'cool', ['warmish']),
      named('3', 'Warm'),
      named('4', 'cold'),
    ];
    expect(ids(searchPresets(presets, 'warm'))).toEqual(['3', '2', '1']);
  });

  it.each([
    ['bird eye', 'birds-eye'],
    ['dutsh', 'dutch'],
    ['클로즈 업', 'close-up'],
    ['overhaed', 'overhead'],
    ['전싱', 'full-body'],
    ['wyde shot', 'wide'],
  ])('near %s: %s', (typed, id) => {
    expect(nearestPreset(ANGLES, typed).id).toBe(id);
  });
});

describe('the distance of two texts', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'xabc', 1],
    ['abcd', 'acd', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 2],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});
