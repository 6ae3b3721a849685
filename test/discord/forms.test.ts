import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { modalOf } from '../../src/bots/discord/forms.ts';
import { formFor, optionsBehind } from '../../src/bots/discord/generate-form.ts';
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

describe('the form of a command without a prompt', () => {
  it('carries what it does not ask for, and nothing else', () => {
    const form = formFor(
      { tier: 'quality', category: 'c(cinematic,contrast)', size: 'portrait' },
      'en',
    );
    expect(form.id.length).toBeLessThanOrEqual(100);
    expect(optionsBehind(form.id)).toEqual({ tier: 'quality', category: 'c(cinematic,contrast)' });
    expect(form.fields.find((one) => one.name === 'size')?.value).toBe('portrait');
    expect(optionsBehind('1:edit:abc')).toBeUndefined();
  });

  it('asks for prompt, size, angle and lens itself, with what was given', () => {
    const given = { prompt: 'a cat & a dog', size: 'portrait', angle: 'low-angle', lens: 'macro' };
    const { id, fields } = formFor(given, 'en');
    expect(id).toBe('generate?');
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['prompt', 'a cat & a dog'],
      ['size', 'portrait'],
      ['angle', 'low-angle'],
      ['lens', 'macro'],
      ['references', ''],
    ]);
  });

  it('keeps every sign of what it carries', () => {
    const given = { persona: 'A & B=c #1 100 %', count: '2' };
    expect(optionsBehind(formFor(given, 'en').id)).toEqual(given);
  });

  it('refuses what is too long to be carried, and not a sign less', () => {
    // An id has 100 characters: "generate?model=" and 85 more.
    expect(formFor({ model: 'x'.repeat(85) }, 'en').id).toHaveLength(100);
    expect(() => formFor({ model: 'x'.repeat(86) }, 'en')).toThrow('form_overfull');
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
