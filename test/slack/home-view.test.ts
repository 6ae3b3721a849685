import { describe, expect, it } from 'vitest';
import { homeView } from '../../src/bots/slack/home-view.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { drawn } from './drawn.ts';

const card = (heading: string, more: Partial<Card> = {}): Card => {
  return { kind: 'private', heading, lines: [], badges: [], rows: [], ...more };
};
const more = (id: string): Card['rows'] => [[{ id, label: 'More', style: 'plain' }]];
const picture = (n: number) => ({ key: `k${n}`, label: `label ${n}` });
const files = new Map(Array.from({ length: 90 }, (_, n) => [`k${n}`, `F00000000${n + 10}`]));

describe('the Home tab', () => {
  it('has credits, the last pairs and the liked images, each with its next page', () => {
    const { blocks } = homeView({
      credits: card('Your credits', { lines: [{ text: 'Today: 3 used' }] }),
      history: card('Your pairs', {
        lines: [
          { text: '*a* boat', quote: true },
          { text: 'A: ready', picture: picture(1) },
        ],
        rows: more('1:history:p1'),
      }),
      likes: card('Images you like', {
        lines: [{ text: 'B · a boat', picture: picture(2) }],
        rows: more('1:likes:g2'),
      }),
      files,
      locale: 'en',
    });
    const shown = drawn(blocks, 'home');
    expect(shown.text.split('\n')).toEqual([
      'Your credits',
      'Today: 3 used',
      'Your pairs',
      '> *a* boat',
      'A: ready',
      'Images you like',
      'B · a boat',
    ]);
    expect(shown.images.map(({ file }) => file)).toEqual(['F0000000011', 'F0000000012']);
    expect(shown.buttons.map(({ id }) => id)).toEqual(['1:history:p1', '1:likes:g2']);
  });

  it('says in the person’s language why pictures are missing', () => {
    const { blocks } = homeView({
      credits: card('C'),
      history: card('H', { lines: [{ text: 'a', picture: picture(1) }] }),
      likes: card('L'),
      files: new Map(),
      locale: 'ko',
    });
    expect(drawn(blocks, 'home').text).toBe(
      'C\nH\na\n일부 사진은 빠졌습니다. Slack은 지금 계신 곳에 게시된 사진만 보여 줍니다.\nL',
    );
  });

  it('has a hundred blocks at most, whatever it shows, and all headings', () => {
    const lines = Array.from({ length: 90 }, (_, n) => ({
      text: `${n}`,
      picture: picture(n),
      link: 'https://studio.slack.com/archives/C1/p1',
    }));
    const full = (heading: string) => card(heading, { lines, rows: more(`1:likes:${heading}`) });
    const shown = drawn(
      homeView({ credits: full('C'), history: full('H'), likes: full('L'), files, locale: 'en' })
        .blocks,
      'home',
    );
    expect(shown.images).toHaveLength(36);
    expect(shown.buttons.map(({ id }) => id)).toEqual(['1:likes:C', '1:likes:H', '1:likes:L']);
    expect(shown.text.split('\n')).toEqual(expect.arrayContaining(['C', 'H', 'L']));
  });
});
