import { describe, expect, it } from 'vitest';
import {
  type Action,
  decodeAction,
  encodeAction,
  namedBy,
  ownerOf,
} from '../../../src/core/chat/action.ts';

const LONGEST = 'x'.repeat(22);
const actions: readonly Action[] = [
  { type: 'cancel', generation: 'g1' },
  { type: 'repost', generation: LONGEST },
  { type: 'retry', generation: 'g1' },
  { type: 'reroll', generation: 'g1' },
  { type: 'edit', generation: 'g1' },
  { type: 'regenerate', generation: 'g1' },
  { type: 'feedback', generation: 'g1' },
  { type: 'details', generation: 'g1' },
  { type: 'delete', generation: 'g1' },
  { type: 'delete_confirm', generation: 'g1' },
  { type: 'promote', generation: 'g1' },
  { type: 'promote_other', generation: 'g1' },
  { type: 'history', before: LONGEST },
  { type: 'pool_remove', reference: 'r1' },
  { type: 'pool_restore', reference: 'r1' },
  { type: 'angle', generation: 'g1', ratio: 25 },
  { type: 'tone', generation: LONGEST, ratio: 75 },
  { type: 'pair_details', pair: 'p1' },
  { type: 'ask_again', pair: 'p1' },
  { type: 'likes', before: LONGEST },
  { type: 'example', number: 3 },
  { type: 'promote_to', generation: LONGEST, target: { kind: 'model', slug: 'y'.repeat(48) } },
  { type: 'promote_to', generation: 'g1', target: { kind: 'tone', slug: 'a(natural,film)' } },
  { type: 'promote_confirm', draft: LONGEST },
  { type: 'pool', page: 99_999, shelf: { of: 'target', target: { kind: 'tone', slug: 'e(밤)' } } },
  { type: 'pool', page: 0, shelf: { of: 'removed' } },
  { type: 'pool_entry', reference: LONGEST },
  { type: 'costs', days: 366 },
  { type: 'vote', generationA: LONGEST, generationB: LONGEST, choice: 'both_bad' },
];

describe('a button id', () => {
  it.each(actions)('of $type comes back as the same action', (action) => {
    expect(decodeAction(encodeAction(action))).toEqual(action);
  });

  it.each(actions)('of $type fits the 100 characters of a custom_id', (action) => {
    expect(encodeAction(action).length).toBeLessThanOrEqual(100);
  });

  it.each([
    '',
    'cancel:g1',
    '2:cancel:g1',
    '1:promote-everything:g1',
    '1:cancel:',
    '1:cancel:../../etc',
    '1:cancel:g1:25',
    '1:costs:week',
    '1:costs:3660',
    '1:promote_to:g1',
    '1:promote_to:g1:lens.x',
    '1:promote_to:g1:tone.a:b',
    '1:pool:x:all',
    '1:pool:1:everything',
    '1:pool:1:angle.x',
    '1:pool_remove:r1:r2',
    '1:tone:g1',
    '1:tone:g1:30',
    '1:example:4',
    '1:vote:g1:g2:C',
    '1:vote:g1',
    '1:vote:g1:../etc:A',
    '1:vote:g1:g2:A:more',
    `1:cancel:${LONGEST}x`,
  ])('made by hand as %j is nobody’s', (id) => {
    expect(decodeAction(id)).toBeUndefined();
  });
});

it.each<[Action, string | undefined]>([
  [{ type: 'pair_details', pair: 'p1' }, 'p1'],
  [{ type: 'details', generation: 'g1' }, 'g1'],
  [{ type: 'cancel', generation: 'g1' }, undefined],
  [{ type: 'vote', generationA: 'g1', generationB: 'g2', choice: 'A' }, undefined],
  [{ type: 'likes', before: 'g1' }, undefined],
])('only Details names the message it stands on: %j', (action, owner) => {
  expect(ownerOf(encodeAction(action))).toBe(owner);
});

describe('the log’s name for a press', () => {
  it.each([
    ['1:retry:g1', { generation: 'g1' }],
    ['1:tone:g1:75', { generation: 'g1' }],
    ['1:vote:g1:g2:A', { generation: 'g1' }],
    ['1:pair_details:p1', { pair: 'p1' }],
    ['1:costs:7', {}],
    ['somebody else’s', {}],
  ])('is the pair or generation that %s names', (buttonId, named) => {
    expect(namedBy(buttonId)).toEqual(named);
  });
});

describe('the id of a setting’s choice', () => {
  it.each(['off', '2', 'runware:97@1', '모델', 'a%3Ab'])('keeps the value %j', (value) => {
    const action = { type: 'setting', name: 'fallback_model', value } as const;
    expect(decodeAction(encodeAction(action))).toEqual(action);
  });

  it.each(['1:setting:fallback_model:%E0%A4', '1:setting:volume:3', '1:setting:auto_retries'])(
    'is none of ours: %s',
    (id) => {
      expect(decodeAction(id)).toBeUndefined();
    },
  );
});
