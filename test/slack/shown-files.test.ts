import { expect, it } from 'vitest';
import { placeOf } from '../../src/bots/slack/identity.ts';
import { ShownFiles } from '../../src/bots/slack/shown-files.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Post } from '../../src/core/domain/pair.ts';
import { aCaller } from '../values.ts';

const CARD: Card = {
  kind: 'private',
  heading: '',
  lines: [],
  badges: [],
  rows: [],
  thumbnails: [
    { key: 'here', label: 'a' },
    { key: 'elsewhere', label: 'b' },
    { key: 'a link', label: 'c' },
    { key: 'nowhere', label: 'd' },
  ],
};
const post = (channel: string, memo: string): Post => ({
  id: 'g1',
  kind: 'image',
  pairId: 'p1',
  generationId: 'g1',
  place: placeOf('T1', channel, null),
  state: 'posted',
  messageId: '1.0',
  memo,
  shown: null,
  firstTriedAt: 0,
  againAt: null,
  refusal: null,
});
const POSTS = new Map([
  ['here', post('C1', '{"file":"F0000000001"}')],
  ['elsewhere', post('C2', '{"file":"F0000000002"}')],
  ['a link', post('C1', '{"link":true}')],
]);
const caller = { ...aCaller('ana'), place: placeOf('T1', 'C1', null) };
const files = new ShownFiles({ shownBy: (_caller, key) => POSTS.get(key) });

it('a form shows the files of the channel where the person is, and no others', () => {
  expect([...files.of(caller, CARD)]).toEqual([['here', 'F0000000001']]);
});

it('a form of somebody’s own pictures shows them wherever they were posted', () => {
  expect([...files.of(caller, CARD, true)]).toEqual([
    ['here', 'F0000000001'],
    ['elsewhere', 'F0000000002'],
  ]);
});
