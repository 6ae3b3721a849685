import { describe, expect, it } from 'vitest';
import { editForm, feedbackForm, generateForm } from '../../../src/core/cards/forms.ts';
import type { Form } from '../../../src/core/chat/card.ts';
import { imageA } from './card-texts.ts';

const edited = {
  ...imageA,
  number: 2,
  spec: { ...imageA.spec, userPrompt: 'a chair', angle: 'dutch', lens: '35mm-street' },
};

/** Fields without their options. */
function fields(form: Form) {
  return form.fields.map((field) => ({ ...field, options: undefined }));
}

function choices(form: Form, name: string) {
  return form.fields.find((one) => one.name === name)?.options ?? [];
}

describe('the form of a new pair', () => {
  it('asks for a prompt, size, angle, lens and images, and begins with nothing chosen', () => {
    const form = generateForm({}, { id: 100 }, 'en');
    expect([form.id, form.title, form.submit]).toEqual([
      'generate?',
      'Make a pair of images',
      'Run',
    ]);
    expect(fields(form)).toEqual([
      {
        name: 'prompt',
        label: 'What should the pictures show?',
        kind: 'long',
        value: '',
        required: true,
        maxLength: 10_000,
      },
      { name: 'size', label: 'Size', kind: 'choice', value: 'square', required: true },
      { name: 'angle', label: 'Angle', kind: 'choice', value: '', required: false },
      { name: 'lens', label: 'Lens', kind: 'choice', value: '', required: false },
      {
        name: 'references',
        label: 'Images of your own as references',
        kind: 'files',
        value: '',
        required: false,
      },
    ]);
    expect(choices(form, 'size')).toEqual([
      { value: 'square', label: 'square' },
      { value: 'landscape', label: 'landscape' },
      { value: 'portrait', label: 'portrait' },
    ]);
  });

  it('is filled with what came with the command', () => {
    const given = { prompt: 'a cat', size: 'portrait', angle: 'overhead', lens: 'fisheye' };
    const form = generateForm(given, { id: 100 }, 'en');
    expect(form.fields.map((one) => one.value)).toEqual([
      'a cat',
      'portrait',
      'overhead',
      'fisheye',
      '',
    ]);
  });

  it('speaks Korean', () => {
    const form = generateForm({}, { id: 100 }, 'ko');
    expect(choices(form, 'size').map((one) => one.label)).toEqual(['정사각형', '가로', '세로']);
    expect(form.fields.map((one) => one.label)).toEqual([
      '그림에 무엇을 담을까요?',
      '크기',
      '앵글',
      '렌즈',
      '내 레퍼런스 이미지',
    ]);
  });
});

describe('the form of Edit…', () => {
  it('is that side’s, filled with how it was made', () => {
    const form = editForm(edited, [], { locale: 'en' });
    expect([form.id, form.title, form.submit]).toEqual(['1:edit:a1', 'Edit A · 2nd', 'Run']);
    expect(fields(form)).toEqual([
      {
        name: 'prompt',
        label: 'Prompt, for this side only',
        kind: 'long',
        value: 'a chair',
        required: true,
        maxLength: 10_000,
      },
      { name: 'angle', label: 'Angle', kind: 'choice', value: 'dutch', required: false },
      { name: 'lens', label: 'Lens', kind: 'choice', value: '35mm-street', required: false },
    ]);
  });

  it('of a side with an angle image keeps that, unless another angle is chosen', () => {
    const image = { role: 'angle', id: 'an1', key: 'k', label: 'low' } as const;
    const spec = { ...edited.spec, angle: null, references: [image] };
    const of = (locale: 'en' | 'ko') =>
      choices(editForm({ ...edited, spec }, [], { locale }), 'angle')[0];
    expect(of('en')).toEqual({ value: '', label: 'as in its angle image' });
    expect(of('ko')).toEqual({ value: '', label: '앵글 이미지 그대로' });
  });

  it('can take angle and lens away: none comes first among all presets', () => {
    const form = editForm(edited, [], { locale: 'en' });
    expect([choices(form, 'angle').length, choices(form, 'lens').length]).toEqual([17, 11]);
    expect(choices(form, 'angle').slice(0, 3)).toEqual([
      { value: '', label: 'none' },
      { value: 'eye-level', label: 'Eye level' },
      { value: 'overhead', label: 'Overhead' },
    ]);
    expect(choices(form, 'lens').slice(0, 2)).toEqual([
      { value: '', label: 'none' },
      { value: '16mm-ultra-wide', label: '16 mm ultra-wide' },
    ]);
  });
});

describe('the form of Feedback…', () => {
  it('begins with five stars and no words', () => {
    const form = feedbackForm(edited, undefined, { locale: 'en' });
    expect(form).toEqual({
      id: '1:feedback:a1',
      title: 'Feedback on A · 2nd',
      submit: 'Save',
      fields: [
        {
          name: 'rating',
          label: 'Rating',
          kind: 'choice',
          value: '5',
          required: true,
          options: [
            { value: '5', label: '★★★★★' },
            { value: '4', label: '★★★★☆' },
            { value: '3', label: '★★★☆☆' },
            { value: '2', label: '★★☆☆☆' },
            { value: '1', label: '★☆☆☆☆' },
          ],
        },
        {
          name: 'text',
          label: 'What is good, what is not',
          kind: 'long',
          value: '',
          required: false,
          maxLength: 4_000,
        },
      ],
    });
  });
});
