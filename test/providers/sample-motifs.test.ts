import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SceneKind } from '../../src/core/domain/spec.ts';
import { ANGLES } from '../../src/core/plan/presets.ts';
import { MOTIF_NAMES, type MotifName } from '../../src/providers/sample/motif-names.ts';
import { motifOf } from '../../src/providers/sample/motif-words.ts';
import { paint } from '../../src/providers/sample/paint.ts';
import type { Painting } from '../../src/providers/sample/painting.ts';
import { viewOf } from '../../src/providers/sample/view.ts';

const PALETTE = [
  { l: 0.7, c: 0.1, h: 30 },
  { l: 0.6, c: 0.12, h: 150 },
  { l: 0.65, c: 0.1, h: 270 },
];

function aPainting(more: Partial<Painting> = {}): Painting {
  const size = { width: 96, height: 96 };
  const still = { seed: 5, palette: PALETTE, view: viewOf(null, 100), inCity: false };
  return { ...still, size, motif: 'cat', ...more };
}

describe('the motif of a prompt', () => {
  it.each<[string, MotifName]>([
    ['a cat', 'cat'],
    ['two kittens on a sofa', 'cat'],
    ['고양이', 'cat'],
    ['창가에서 자는 고양이가 있는 방의 고양이', 'cat'],
    ['고양이 두 마리', 'cat'],
    ['a puppy in the snow', 'dog'],
    ['강아지', 'dog'],
    ['귀여운 개', 'dog'],
    ['a red sports car', 'car'],
    ['빨간 자동차', 'car'],
    ['food', 'food'],
    ['a bowl of ramen', 'food'],
    ['음식', 'food'],
    ['맛있는 비빔밥', 'food'],
    ['hot dog', 'food'],
    ['the sea at dusk', 'sea'],
    ['밤바다', 'sea'],
    ['a lighthouse by the sea', 'lighthouse'],
    ['바다 위의 등대', 'lighthouse'],
    ['sunflowers', 'flower'],
    ['꽃', 'flower'],
    ['벚꽃이 핀 날', 'flower'],
    ['a house in the woods', 'house'],
    ['a dog house', 'house'],
    ['우리 집', 'house'],
    ['two people', 'two-people'],
    ['a man and a woman dancing', 'two-people'],
    ['두 사람', 'two-people'],
    ['엄마와 딸', 'two-people'],
    ['a family of five', 'group'],
    ['a woman walking in Seoul', 'person'],
    ['a boy with a kite', 'man'],
    ['할아버지', 'man'],
    ['a perfume bottle on a stone, vivid', 'bottle'],
    ['a city street at night', 'city'],
    ['눈 덮인 산', 'land'],
  ])('%s is drawn as: %s', (prompt, motif) => {
    expect(motifOf(prompt, 'single-subject')).toBe(motif);
  });

  it.each<[string, SceneKind]>([
    ['a wooden chair', 'object'],
    ['나무 의자', 'object'],
    ['the feeling of a Monday', 'scene'],
    ['elephant', 'single-subject'],
    ['no cats at all', 'scene'],
    ['', 'scene'],
  ])('%j is nothing that can be drawn as such: an abstract motif', (prompt, scene) => {
    expect(motifOf(prompt, scene)).toBe('abstract');
  });
});

describe('a painting', () => {
  it.each(MOTIF_NAMES)('of %s is unlike all others, in front and from above', (motif) => {
    for (const angle of [null, 'overhead']) {
      const view = viewOf(angle, 100);
      const drawn = MOTIF_NAMES.map((one) => paint(aPainting({ motif: one, view })));
      const own = paint(aPainting({ motif, view }));
      // A man is somebody else in front alone.
      const same = drawn.filter((one) => one === own).length;
      expect(same).toBe(angle !== null && ['person', 'man'].includes(motif) ? 2 : 1);
    }
  });

  it('is the same text for the same seed, and another for another', () => {
    for (const motif of MOTIF_NAMES) {
      expect(paint(aPainting({ motif }))).toBe(paint(aPainting({ motif })));
      expect(paint(aPainting({ motif, seed: 6 }))).not.toBe(paint(aPainting({ motif })));
    }
  });

  it.each([
    [384, 3_072],
    [3_072, 384],
    [1_000, 1],
    [1, 1_000],
  ])('is bounded work and whole in any view, also at %i × %i', (width, height) => {
    for (const motif of MOTIF_NAMES) {
      for (const { id } of ANGLES) {
        const svg = paint(aPainting({ motif, view: viewOf(id, 100), size: { width, height } }));
        expect(svg.length).toBeLessThan(250_000);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });

  it('has no empty corner, however tilted', async () => {
    for (const motif of MOTIF_NAMES) {
      const painting = aPainting({ motif, view: { ...viewOf('dutch', 100), tilt: 20 } });
      const { isOpaque } = await sharp(Buffer.from(paint(painting))).stats();
      expect(isOpaque, motif).toBe(true);
    }
  });

  it('of somebody has a street behind it where the prompt names a place', () => {
    const [hills, street] = [false, true].map((inCity) =>
      paint(aPainting({ motif: 'person', inCity })),
    );
    expect(hills).not.toBe(street);
  });
});
