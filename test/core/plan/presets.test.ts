import { describe, expect, it } from 'vitest';
import {
  ANGLES,
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
    ['드론'.normalize('NFD'), ['birds-eye']],
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
    const presets = ['in a warm room', 'cool', 'Warm', 'cold'].map(named);
    const words = [[], ['warmish'], [], []];
    const worded = presets.map((one, index) => ({ ...one, words: words[index] ?? [] }));
    expect(ids(searchPresets(worded, 'warm'))).toEqual(['2', '1', '0']);
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

  it.each([
    ['the first of two that are as near', ['cat', 'car'], 'cab', '0'],
    ['one letter more', ['abc', 'xyz'], 'xabc', '0'],
    ['one letter less', ['xyzw', 'abcd'], 'acd', '1'],
    ['three changes before seven', ['kitten', 'sitting'], 'sittang', '1'],
    ['letters beyond the basic plane', ['cat', '𝒜𝒷𝒸'], '𝒜𝒷', '1'],
  ])('near by %s', (_, names, typed, id) => {
    expect(nearestPreset(names.map(named), typed).id).toBe(id);
  });

  it('are compared with the first 60 letters and digits of what was typed, however long it is', () => {
    const presets = ['a'.repeat(4), 'b'.repeat(100)].map(named);
    const typed = `${'a'.repeat(40)}${'b'.repeat(250_000)}`;
    expect(nearestPreset(presets, typed).id).toBe('0');
    expect(nearestPreset(ANGLES, `overhaed ${'ü'.repeat(250_000)}`).id).toBe('overhead');
  });

  it('are none where there is no list', () => {
    expect(() => nearestPreset([], 'wide')).toThrow('there are no presets');
  });
});

function named(name: string, index: number): Preset {
  return { id: String(index), label: { en: name, ko: name }, text: '', words: [] };
}
