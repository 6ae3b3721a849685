import { describe, expect, it } from 'vitest';
import {
  confirmCard,
  otherTargetForm,
  promoteCard,
  promotedCard,
} from '../../../src/core/cards/promote.ts';
import type { Promotion } from '../../../src/core/domain/pool.ts';
import { imageA, texts } from './card-texts.ts';
import { NOW } from '../../values.ts';

const film = { kind: 'tone', slug: 'a(natural,film)', displayName: 'Natural film' } as const;
const mina = { kind: 'model', slug: 'mina', displayName: 'Mina' } as const;
const targets = [
  { ...film, references: 6, promotions: 0 },
  { ...mina, references: 1, promotions: 2 },
];
const promotion: Promotion = {
  id: 'x',
  generationId: 'a1',
  referenceId: 'r1',
  target: mina,
  by: { id: 'web:ben', name: 'ben' },
  at: NOW,
  inPool: true,
};
const picture = { key: 'library/web/2026-11/g1.png', label: 'a woman walking in Seoul' };
const frame = {
  kind: 'private',
  locale: 'en',
  heading: 'Promote A into the reference pool',
  picture,
  badges: [],
};
const draftOf = (target: typeof film | typeof mina) => {
  return { id: 'd1', generationId: 'a1', personId: 'web:ana', target, at: NOW };
};

describe('Promote…', () => {
  it('asks for a target with the picture in view, and says where the image is already', () => {
    const gone = { ...promotion, target: film, inPool: false };
    expect(promoteCard(imageA, targets, [gone, promotion], 'en')).toEqual({
      ...frame,
      lines: [
        { text: 'In the pool as Mina already: by ben, 2026-11-24' },
        {
          text: 'Pick a person or a tone category: every later generation may draw on this image then.',
        },
      ],
      selects: [
        {
          label: 'A person, or a tone category',
          options: [
            {
              id: '1:promote_to:a1:tone.a(natural,film)',
              label: 'Tone: Natural film',
              hint: '6 references',
            },
            { id: '1:promote_to:a1:model.mina', label: 'Person: Mina', hint: '1 reference' },
          ],
        },
      ],
      rows: [[{ id: '1:promote_other:a1', label: 'Other…', style: 'plain' }]],
    });
  });

  it('has no list where there is nothing to pick', () => {
    expect(promoteCard(imageA, [], [], 'en').selects).toBeUndefined();
  });

  it('takes a typed name, of a person unless said', () => {
    expect(otherTargetForm('a1', 'en')).toEqual({
      id: '1:promote_other:a1',
      title: 'Promote into the pool',
      submit: 'Next',
      fields: [
        {
          name: 'kind',
          label: 'What the image is for',
          kind: 'choice',
          value: 'model',
          required: true,
          options: [
            { value: 'model', label: 'A person' },
            { value: 'tone', label: 'A tone category' },
            { value: 'angle', label: 'The camera angle, in a tone category' },
          ],
        },
        {
          name: 'name',
          label: 'Name of the person or of the tone category',
          kind: 'text',
          value: '',
          required: true,
          maxLength: 240,
        },
      ],
    });
  });

  it('asks once more before it promotes, and leads back', () => {
    expect(confirmCard(imageA, draftOf(mina), false, 'en')).toEqual({
      ...frame,
      lines: [{ text: 'As a picture of Mina?' }],
      rows: [
        [
          { id: '1:promote_confirm:d1', label: 'Promote', style: 'primary' },
          { id: '1:promote:a1', label: 'Pick another', style: 'plain' },
        ],
      ],
    });
  });

  it.each([
    [
      mina,
      'en',
      [
        'As a picture of Mina?',
        'Somebody new to the pool: whoever names this person gets this picture.',
      ],
    ],
    [
      film,
      'en',
      ['As a tone of Natural film?', 'A new category: prompts that say its name get it.'],
    ],
    [
      mina,
      'ko',
      [
        'Mina의 사진으로 등록할까요?',
        '풀에 없던 새 인물입니다. 이 인물을 부르면 이 사진이 쓰입니다.',
      ],
    ],
    [
      film,
      'ko',
      [
        'Natural film 톤으로 등록할까요?',
        '새 카테고리입니다. 그 이름을 말하는 프롬프트에 쓰입니다.',
      ],
    ],
  ] as const)('says what a new one is: %#', (target, locale, said) => {
    const card = confirmCard(imageA, draftOf(target), true, locale);
    expect(card.lines.map(({ text }) => text)).toEqual(said);
  });

  it('says what came of it', () => {
    expect(promotedCard(imageA, mina, 'en')).toEqual({
      ...frame,
      lines: [{ text: 'In the pool ✓ Mina. The next plan may use it.' }],
      rows: [],
    });
    expect(texts(promotedCard(imageA, mina, 'ko'))).toBe(
      'A을(를) 레퍼런스 풀에 등록\n등록됨 ✓ Mina. 다음 계획부터 쓸 수 있습니다.',
    );
  });
});
