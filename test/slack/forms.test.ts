import { describe, expect, it } from 'vitest';
import { errorsFor, filesIn, formView, valuesOf } from '../../src/bots/slack/forms.ts';
import { decodeMeta } from '../../src/bots/slack/view-meta.ts';
import type { Form, FormField } from '../../src/core/chat/card.ts';
import { readModal } from '../fakes/slack/views.ts';
import { ODD_NAMES } from '../odd-names.ts';

const META = { channel: 'C0123456789', thread: '1.2', responseUrl: null };
const FIELD: FormField = { name: 'f', label: 'F', kind: 'text', value: '', required: true };
const plain = (shown: string) => ({ type: 'plain_text', text: shown, emoji: false });

function view(fields: readonly FormField[], more: Partial<Form> = {}) {
  const form = { id: '1:edit:g1', title: 'Edit A', submit: 'Run', fields, ...more };
  const shown = formView(form, META, 'en');
  const read = readModal(shown);
  if ('wrong' in read) throw new Error(read.wrong.join(', '));
  return shown;
}
const blockOf = (field: Partial<FormField>) => view([{ ...FIELD, ...field }]).blocks[0];
const state = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([name, one]) => [name, { value: one }]));

describe('a form in Slack', () => {
  it('is known by its id, and remembers where it was opened', () => {
    const shown = view([FIELD], { title: 't'.repeat(25), submit: 's'.repeat(25) });
    expect(shown).toMatchObject({
      type: 'modal',
      callback_id: '1:edit:g1',
      title: { text: `${'t'.repeat(23)}…` },
      submit: { text: `${'s'.repeat(23)}…` },
    });
    expect(decodeMeta(shown.private_metadata ?? '')).toEqual(META);
  });

  it('takes a short text and a long one', () => {
    expect(blockOf({ hint: 'like this', maxLength: 60 })).toEqual({
      type: 'input',
      block_id: 'f',
      label: plain('F'),
      hint: plain('like this'),
      optional: false,
      element: { type: 'plain_text_input', action_id: 'value', multiline: false, max_length: 60 },
    });
    expect(blockOf({ kind: 'long', value: 'a boat', required: false })).toMatchObject({
      optional: true,
      element: { multiline: true, initial_value: 'a boat', max_length: 3_000 },
    });
  });

  it('says when a text is longer than a form of Slack takes', () => {
    expect(blockOf({ kind: 'long', value: 'x'.repeat(3_001), maxLength: 10_000 })).toMatchObject({
      hint: plain(
        'A form in Slack takes 3000 characters, so the end of the text is left out here.',
      ),
      element: { initial_value: `${'x'.repeat(2_999)}…` },
    });
    expect(
      blockOf({ kind: 'long', value: 'x'.repeat(3_000), maxLength: 10_000 }),
    ).not.toHaveProperty('hint');
  });

  it('has boxes to tick for several options, and a text above the fields', () => {
    const options = [
      { value: '1', label: 'mine.png' },
      { value: '2', label: 'n'.repeat(76) },
    ];
    const field = { ...FIELD, kind: 'several', options, value: '2', required: false } as const;
    const native = [
      { text: plain('mine.png'), value: '1' },
      { text: plain(`${'n'.repeat(74)}…`), value: '2' },
    ];
    const { blocks } = view([field], { about: 'What may help: *distance*' });
    expect(blocks[0]).toMatchObject({ type: 'rich_text' });
    expect(JSON.stringify(blocks[0])).toContain('What may help: *distance*');
    expect(blocks[1]).toMatchObject({
      optional: true,
      element: { type: 'checkboxes', options: native, initial_options: [native[1]] },
    });
    expect(blockOf({ ...field, value: '' })).not.toHaveProperty('element.initial_options');
  });

  it('reads boxes as one answer, which is empty when none is ticked', () => {
    const ticked = (...all: string[]) => ({
      keep: { value: { type: 'checkboxes', selected_options: all.map((value) => ({ value })) } },
    });
    expect(valuesOf(ticked('1', '3'))).toEqual({ keep: '1,3' });
    expect(valuesOf(ticked())).toEqual({ keep: '' });
  });

  it('offers choices, the empty one among them', () => {
    const options = [
      { value: '', label: 'None' },
      { value: 'low', label: 'n'.repeat(76) },
    ];
    const native = [
      { text: plain('None'), value: '-' },
      { text: plain(`${'n'.repeat(74)}…`), value: 'low' },
    ];
    const element = { type: 'static_select', action_id: 'value', options: native };
    expect(blockOf({ kind: 'choice', options })).toMatchObject({
      element: { ...element, initial_option: native[0] },
    });
    expect(blockOf({ kind: 'choice', options, value: 'low' })).toMatchObject({
      element: { ...element, initial_option: native[1] },
    });
    expect(blockOf({ kind: 'choice', options, value: 'gone' })).toMatchObject({ element });
  });

  it.each([
    ['more than a hundred', Array.from({ length: 101 }, (_, n) => String(n))],
    ['one longer than 150 characters', ['x'.repeat(151)]],
    ['none', []],
  ])('has choices typed where there are %s', (_what, values) => {
    const options = values.map((value) => ({ value, label: 'L' }));
    expect(blockOf({ kind: 'choice', options, value: '7' })).toMatchObject({
      element: { type: 'plain_text_input', multiline: false, initial_value: '7' },
    });
  });

  it('takes seven files of 10 MB, and says so', () => {
    expect(blockOf({ kind: 'files', label: 'Your images', required: false })).toEqual({
      type: 'input',
      block_id: 'f',
      label: plain('Your images'),
      hint: plain(
        'Up to 7 images: PNG, JPEG or WebP, each up to 10 MB. A larger one: post it, then choose “Use as reference” in the menu of its message.',
      ),
      optional: true,
      element: {
        type: 'file_input',
        action_id: 'value',
        filetypes: ['png', 'jpg', 'jpeg', 'webp'],
        max_files: 7,
      },
    });
  });
});

describe('the answers of a form', () => {
  it('are the values by the names of fields, without files', () => {
    const values = state({
      prompt: { type: 'plain_text_input', value: 'a boat' },
      text: { type: 'plain_text_input', value: null },
      angle: { type: 'static_select', selected_option: { value: 'low', text: {} } },
      lens: { type: 'static_select', selected_option: { value: '-' } },
      size: { type: 'static_select', selected_option: null },
      references: { type: 'file_input', files: [] },
    });
    expect(valuesOf(values)).toEqual({ prompt: 'a boat', angle: 'low', lens: '' });
  });

  it('may be a typed dash', () => {
    expect(valuesOf(state({ prompt: { value: '-' } }))).toEqual({ prompt: '-' });
  });

  it('are data under any name', () => {
    for (const name of ODD_NAMES.filter((one) => one !== '__proto__')) {
      expect(Object.entries(valuesOf(state({ [name]: { value: 'x' } })))).toEqual([[name, 'x']]);
    }
  });

  it('are refused when they are none', () => {
    expect(() => valuesOf({ prompt: 'a boat' })).toThrow('expected record');
    expect(() => filesIn(state({ references: { files: [{}] } }))).toThrow('expected string');
  });

  it('have at most seven files, of which a shared channel tells the id alone', () => {
    const file = {
      id: 'F1',
      name: 'cat.png',
      mimetype: 'image/png',
      mode: 'hosted',
      size: 9,
      url_private: 'https://files.slack.com/F1',
    };
    const stub = { id: 'F2', mode: 'file_access', file_access: 'check_file_info' };
    const many = Array.from({ length: 9 }, () => stub);
    const files = filesIn(state({ references: { files: [file, ...many] } }));
    expect(files).toHaveLength(7);
    expect(files.slice(0, 2)).toEqual([
      file,
      { id: 'F2', name: '', mimetype: '', size: 0, mode: 'file_access' },
    ]);
    expect(filesIn(state({ prompt: { value: 'x' } }))).toEqual([]);
  });
});

describe('the errors of a form', () => {
  it('stand at its first field', () => {
    const shown = view([FIELD, { ...FIELD, name: 'g' }]);
    expect(errorsFor(shown, 'No such persona.')).toEqual({ f: 'No such persona.' });
  });

  it('are none where no field can show them', () => {
    expect(errorsFor({ blocks: [{ type: 'rich_text', block_id: 'b' }] }, 'No.')).toEqual({});
    expect(errorsFor({ blocks: [{ type: 'input' }] }, 'No.')).toEqual({});
  });
});
