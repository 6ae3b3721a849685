import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../src/core/cards/compare.ts';
import type { Spec } from '../../../src/core/domain/spec.ts';
import type { UsedReference } from '../../../src/core/domain/reference.ts';
import { aContext } from '../../card-values.ts';
import { imageA } from './card-texts.ts';

function used(role: UsedReference['role'], ...labels: readonly string[]): UsedReference[] {
  return labels.map((label) => ({ role, id: label, key: `k/${label}`, label }));
}
const three = used('tone', 'dusk', 'dawn', 'noon');
const base: Spec = { ...imageA.spec, references: three, angle: 'low-angle', lens: null, seed: 7 };
const names = { modelName: (id: string) => `Model ${id}` };

function compared(more: Partial<Spec>, locale: 'en' | 'ko' = 'en') {
  return compareTexts({ spec: base }, { spec: { ...base, ...more } }, aContext(locale, names));
}

describe('what differs between two images', () => {
  it.each<[string, Partial<Spec>, readonly string[]]>([
    [
      'the number of tone references, by their names',
      { references: [...three, ...used('tone', 'rain', 'snow')] },
      [
        'Same prompt, same seed, same model, same size',
        '3 tone references (dusk, dawn, noon) against 5 (dusk, dawn, noon, rain, snow)',
      ],
    ],
    ['the seed alone', { seed: 8 }, ['Same prompt, same model, same size', 'Seeds: 7 against 8']],
    [
      'ratios that shape the image',
      { toneRatio: 25, angleRatio: 100 },
      [
        'Same prompt, same seed, same model, same size',
        'Tone 75 % against Tone 25 %',
        'Angle 50 % against Angle 100 %',
      ],
    ],
    [
      'angle and lens',
      { angle: null, lens: '100mm-macro', references: [...three, ...used('angle', 'roof')] },
      [
        'Same prompt, same seed, same model, same size',
        '0 angle images against 1 (roof)',
        'angle in words against angle from an image',
        'Angle: Low angle against none',
        'Lens: none against 100 mm macro',
      ],
    ],
    [
      'an edited prompt, another model and another size',
      { userPrompt: 'a dog', modelId: 'm2', size: { width: 512, height: 768 } },
      [
        'Same seed',
        `Prompts: “${base.userPrompt}” against “a dog”`,
        `Model ${base.modelId} against Model m2`,
        '512x512 against 512x768',
      ],
    ],
    [
      'who is in it, and whose pictures were used',
      { references: [...three, ...used('own', 'mine.png'), ...used('person', 'Mina')] },
      [
        'Same prompt, same seed, same model, same size',
        '0 own images against 1 (mine.png)',
        '0 person references against 1 (Mina)',
      ],
    ],
    [
      'nothing',
      { references: three.toReversed() },
      [
        'Same prompt, same seed, same model, same size',
        'Everything is the same: a model draws another picture each time.',
      ],
    ],
  ])('is %s', (_what, more, expected) => {
    expect(compared(more)).toEqual(expected);
  });

  it('says nothing of a ratio that shapes neither', () => {
    const bare = { references: [], angle: null };
    const texts = compareTexts(
      { spec: { ...base, ...bare } },
      { spec: { ...base, ...bare, toneRatio: 25, angleRatio: 25, seed: 8 } },
      aContext(),
    );
    expect(texts).toEqual(['Same prompt, same model, same size', 'Seeds: 7 against 8']);
  });

  it('is said in Korean to who reads Korean', () => {
    expect(compared({ references: three.slice(0, 1), seed: 8 }, 'ko')).toEqual([
      '같은 것: 프롬프트, 모델, 크기',
      '톤 레퍼런스 3장(dusk, dawn, noon) 대 1장(dusk)',
      '시드: 7 대 8',
    ]);
  });
});
