import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { modalOf } from '../../src/bots/discord/forms.ts';
import type { FormField } from '../../src/core/chat/card.ts';
import { added } from '../values.ts';
import { atDiscord, privateText } from './kit.ts';

const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `choice ${n}` }));

function componentFor(field: Partial<FormField>) {
  const whole: FormField = {
    name: 'angle',
    label: 'Angle',
    kind: 'choice',
    value: 'v1',
    required: false,
    ...field,
  };
  const [label] = modalOf({ id: '1:x:y', title: 'T', submit: 'Run', fields: [whole] }).components;
  return label && 'component' in label ? label.component : undefined;
}

describe('a form', () => {
  it('offers a choice as a select, as long as a select takes them all', () => {
    expect(componentFor({ options: options(25) })).toMatchObject({
      type: ComponentType.StringSelect,
      options: expect.arrayContaining([{ value: 'v1', label: 'choice 1', default: true }]),
    });
  });

  it('lets more of them be typed, and leaves none out', () => {
    expect(componentFor({ options: options(26) })).toMatchObject({
      type: ComponentType.TextInput,
      value: 'v1',
    });
  });
});

describe('a form about what was refused', () => {
  it('says what may help as text, above at most four fields', () => {
    const field: FormField = { name: 'f', label: 'F', kind: 'text', value: '', required: true };
    const form = { id: '1:x:y', title: 'T', submit: 'Run', about: 'keep *some* distance' };
    expect(modalOf({ ...form, fields: [field] }).components[0]).toEqual({
      type: ComponentType.TextDisplay,
      content: String.raw`keep \*some\* distance`,
    });
  });

  it('takes any of several options, none too', () => {
    expect(componentFor({ kind: 'several', options: options(7), value: 'v1,v6' })).toMatchObject({
      type: ComponentType.StringSelect,
      required: false,
      min_values: 0,
      max_values: 7,
      options: Array.from({ length: 7 }, (_, n) => ({ default: n === 1 || n === 6 })),
    });
  });
});

describe('a form’s fields', () => {
  const TEXT = { type: ComponentType.TextInput, custom_id: 'angle', required: false } as const;

  it('have an empty choice under a name, because Discord takes no empty value', () => {
    const none = [{ value: '', label: 'none' }, ...options(1)];
    expect(componentFor({ options: none, value: '', required: true })).toEqual({
      type: ComponentType.StringSelect,
      custom_id: 'angle',
      required: true,
      options: [
        { value: '-', label: 'none', default: true },
        { value: 'v0', label: 'choice 0', default: false },
      ],
    });
  });

  it('cut the names of choices to 100 characters', () => {
    const [long] = [{ value: 'v1', label: 'x'.repeat(101) }];
    expect(componentFor({ options: long ? [long] : [] })).toMatchObject({
      options: [{ label: `${'x'.repeat(99)}…` }],
    });
  });

  it('take text of one line or of many, at most as much as is said or Discord takes', () => {
    expect(componentFor({ kind: 'text', value: '' })).toEqual({
      ...TEXT,
      style: 1,
      max_length: 4_000,
    });
    expect(componentFor({ kind: 'long', value: 'abcdef', maxLength: 5, required: true })).toEqual({
      ...TEXT,
      required: true,
      style: 2,
      max_length: 5,
      value: 'abcd…',
    });
    expect(componentFor({ kind: 'long', value: 'a', maxLength: 9_000 })).toMatchObject({
      max_length: 4_000,
    });
  });

  it('take up to seven files, and need one where they are required', () => {
    const file = { type: ComponentType.FileUpload, custom_id: 'angle', max_values: 7 };
    const given = { kind: 'files', value: '' } as const;
    expect(componentFor(given)).toEqual({ ...file, required: false, min_values: 0 });
    expect(componentFor({ ...given, required: true })).toEqual({
      ...file,
      required: true,
      min_values: 1,
    });
  });

  it('have labels, and the form a title, of 45 characters at most', () => {
    const field = { name: 'a', label: 'l'.repeat(46), kind: 'text', value: '', required: false };
    const form = { id: 'f', title: 't'.repeat(46), submit: 'Go' };
    const modal = modalOf({ ...form, fields: [{ ...field, kind: 'text' }] });
    expect(modal).toMatchObject({ custom_id: 'f', title: `${'t'.repeat(44)}…` });
    expect(modal.components).toMatchObject([{ label: `${'l'.repeat(44)}…` }]);
  });
});

describe('a refusal', () => {
  it('that names very much is cut, and said all the same', async () => {
    const at = await atDiscord();
    const { pool } = at.store();
    for (let n = 0; n < 120; n += 1) {
      const slug = `person-${n}-with-a-rather-long-name`;
      pool.putPersona({ slug, displayName: slug, tags: [] });
      const key = `refs/model_image_ref/${slug}/1.png`;
      const reference = {
        id: slug,
        kind: 'model',
        category: null,
        persona: slug,
        location: null,
      } as const;
      const rest = { tags: [], caption: '', key, type: 'image/png', sha256: slug } as const;
      pool.insert({ ...reference, ...rest }, added());
    }
    const sent = at.person('you').slash('generate', { prompt: 'a', persona: 'nobody' });
    await sent.answered;
    expect(privateText(sent)).toMatch(/^There is no persona “nobody” in the pool\. Known: .*…$/);
  });
});
