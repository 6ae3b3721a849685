import { describe, expect, it } from 'vitest';
import { type BlocksPlace, readBlocks } from './blocks.ts';
import { button, text } from './kit.ts';
import { readHome, readModal } from './views.ts';

const a = (length: number) => 'a'.repeat(length);
const isTaken = (blocks: unknown, place: BlocksPlace = 'message') =>
  'blocks' in readBlocks(blocks, place);
const section = (more: object = {}) => ({ type: 'section', text: text('hi'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const image = (more: object) => ({ type: 'image', alt_text: 'a', ...more });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const select = (more: object = {}) => ({
  type: 'static_select',
  action_id: 's',
  options: [{ text: text('One'), value: '1' }],
  ...more,
});
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: text('L'),
  element,
  ...more,
});

describe('Slack takes blocks', () => {
  it.each<[string, unknown[], BlocksPlace?]>([
    ['fifty in a message', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
    ['a hundred in a form', Array.from({ length: 100 }, () => ({ type: 'divider' })), 'modal'],
    ['a section of 3,000 characters', [section({ text: text(a(3_000)) })]],
    ['a header of 150', [{ type: 'header', text: text(a(150)) }]],
    [
      'twenty-five buttons in a row',
      [actions(...Array.from({ length: 25 }, (_, n) => button(`b${n}`)))],
    ],
    ['a button of 75 characters', [actions(button('b', { text: text(a(75)) }))]],
    ['an image by its file', [image({ slack_file: { id: 'F0123456789' } })]],
    ['an image by an address', [image({ image_url: 'https://example.com/a.png' })]],
    ['a running time', [rich({ type: 'date', timestamp: 1_795_000_000, format: '{ago}' })]],
    [
      'text with a link',
      [rich({ type: 'text', text: '<!channel> *x*' }, { type: 'link', url: 'https://x.example' })],
    ],
    [
      'a field of a form',
      [input({ type: 'plain_text_input', action_id: 'p', max_length: 3_000 })],
      'modal',
    ],
    [
      'a file field of a form',
      [input({ type: 'file_input', action_id: 'f', max_files: 7 })],
      'modal',
    ],
    [
      'a list whose choice is one of its options',
      [actions(select({ initial_option: { text: text('One'), value: '1' } }))],
    ],
  ])('%s', (_what, blocks, place) => {
    expect(isTaken(blocks, place)).toBe(true);
  });

  it.each<[string, unknown, BlocksPlace?]>([
    ['fifty-one in a message', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    [
      'a hundred and one in a form',
      Array.from({ length: 101 }, () => ({ type: 'divider' })),
      'modal',
    ],
    ['of an unknown type', [{ type: 'carousel' }]],
    ['with an unknown field', [section({ colour: 'red' })]],
    ['an empty text', [section({ text: text('') })]],
    ['a section of 3,001 characters', [section({ text: text(a(3_001)) })]],
    ['a section without a text', [{ type: 'section' }]],
    ['a header with markup', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['a button of 76 characters', [actions(button('b', { text: text(a(76)) }))]],
    ['a button whose value has 2,001', [actions(button('b', { value: a(2_001) }))]],
    ['an id of 256', [actions(button(a(256)))]],
    ['two buttons of one id in a row', [actions(button('b'), button('b'))]],
    ['two blocks of one id', [section({ block_id: 'x' }), section({ block_id: 'x' })]],
    ['an empty row', [actions()]],
    [
      'twenty-six buttons in a row',
      [actions(...Array.from({ length: 26 }, (_, n) => button(`b${n}`)))],
    ],
    ['an image without a text', [{ type: 'image', slack_file: { id: 'F0123456789' } }]],
    [
      'an image of both sources',
      [image({ slack_file: { id: 'F0123456789' }, image_url: 'https://x.example/a' })],
    ],
    ['an image of no source', [image({})]],
    ['an image by a wrong id', [image({ slack_file: { id: 'X1' } })]],
    ['an empty text piece', [rich({ type: 'text', text: '' })]],
    [
      'a time in milliseconds',
      [rich({ type: 'date', timestamp: 1_795_000_000_000, format: '{ago}' })],
    ],
    [
      'a time in an unknown format',
      [rich({ type: 'date', timestamp: 1_795_000_000, format: '{since}' })],
    ],
    ['a file field in a message', [input({ type: 'file_input', action_id: 'f' })]],
    ['eleven files', [input({ type: 'file_input', action_id: 'f', max_files: 11 })], 'modal'],
    [
      'a field of 3,001 characters',
      [input({ type: 'plain_text_input', max_length: 3_001 })],
      'modal',
    ],
    [
      'a list of 101 options',
      [
        actions(
          select({
            options: Array.from({ length: 101 }, (_, n) => ({ text: text('x'), value: `${n}` })),
          }),
        ),
      ],
    ],
    [
      'an option of 76 characters',
      [actions(select({ options: [{ text: text(a(76)), value: '1' }] }))],
    ],
    ['an option without a value', [actions(select({ options: [{ text: text('x'), value: '' }] }))]],
    [
      'a choice that is none of the options',
      [actions(select({ initial_option: { text: text('Two'), value: '2' } }))],
    ],
    ['no list of blocks', { type: 'divider' }],
  ])('but not: %s', (_what, blocks, place) => {
    expect(isTaken(blocks, place)).toBe(false);
  });
});

describe('Slack takes a form', () => {
  const form = (more: object = {}) => ({
    type: 'modal',
    title: text('T'),
    blocks: [section()],
    ...more,
  });
  const field = input({ type: 'plain_text_input', action_id: 'p' });
  const fits = (view: unknown) => 'view' in readModal(view);

  it.each([
    ['without a field', form()],
    ['with a field and a submit', form({ blocks: [field], submit: text('Go') })],
    ['with a title of 24', form({ title: text(a(24)) })],
    ['with metadata of 3,000', form({ private_metadata: a(3_000) })],
  ])('%s', (_what, view) => {
    expect(fits(view)).toBe(true);
  });

  it.each([
    ['a field without a submit', form({ blocks: [field] })],
    ['a title of 25', form({ title: text(a(25)) })],
    ['a submit of 25', form({ submit: text(a(25)) })],
    ['metadata of 3,001', form({ private_metadata: a(3_001) })],
    ['an id of 256', form({ callback_id: a(256) })],
    ['an unknown field', form({ colour: 'red' })],
    ['another type', { ...form(), type: 'sheet' }],
    [
      'more than 250 kB',
      form({ blocks: Array.from({ length: 100 }, () => section({ text: text(a(3_000)) })) }),
    ],
  ])('but not with %s', (_what, view) => {
    expect(fits(view)).toBe(false);
  });

  it('and a Home tab, which has no title', () => {
    expect('view' in readHome({ type: 'home', blocks: [section()] })).toBe(true);
    expect('view' in readHome({ type: 'home', title: text('x'), blocks: [] })).toBe(false);
  });
});
