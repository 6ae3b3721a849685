import { describe, expect, it } from 'vitest';
import { render } from '../../src/bots/slack/render.ts';
import type { Button, Card, CardImage, Line } from '../../src/core/chat/card.ts';
import { NOW } from '../values.ts';
import { drawn } from './drawn.ts';

const BARE: Card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] };
const IMAGE: CardImage = {
  key: 'library/slack/2026-11/g1.png',
  alt: 'A: a <b>cat</b>',
  width: 512,
  height: 512,
  type: 'image/png',
  bytes: 9,
  fileName: 'cat-A.png',
};
const text = (shown: string) => ({ type: 'text', text: shown });
const plain = (shown: string) => ({ type: 'plain_text', text: shown, emoji: false });
const withButton = (button: Button, more: Partial<Card> = {}) =>
  drawn(render({ ...BARE, ...more, rows: [[button]] }).blocks).buttons;

describe('the message of a card', () => {
  it('is inert text: heading, quotation, lines, running time, link', () => {
    const lines: readonly Line[] = [
      { text: '*a* <!channel>', quote: true },
      { text: 'A is running', side: 'A', since: NOW + 999 },
      { text: 'B is ready', link: 'https://studio.slack.com/archives/C1/p1' },
      { text: 'Title', title: true },
    ];
    const { text: fallback, blocks } = render({ ...BARE, badges: ['new', 'old'], lines });
    expect(fallback).toBe('H\n*a* &lt;!channel&gt;\nA is running\nB is ready\nTitle');
    expect(blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ ...text('H'), style: { bold: true } }, text(' · new · old')],
          },
          { type: 'rich_text_quote', elements: [text('*a* <!channel>')] },
          {
            type: 'rich_text_section',
            elements: [
              text('A is running'),
              text(' · '),
              {
                type: 'date',
                timestamp: NOW / 1_000,
                format: '{ago}',
                fallback: '2026-11-24 09:00 UTC',
              },
              text('\n'),
              { type: 'link', url: 'https://studio.slack.com/archives/C1/p1', text: 'B is ready' },
              text('\n\n'),
              { ...text('Title'), style: { bold: true } },
            ],
          },
        ],
      },
    ]);
  });

  it('has its buttons below, a row a row, each with the id of the core', () => {
    const rows: Card['rows'] = [
      [
        { id: '1:reroll:g1', label: 'Re-roll', style: 'plain' },
        { id: '1:regenerate:g1', label: 'Regenerate', style: 'primary' },
      ],
      [],
      [{ id: '1:cancel:g1', label: 'y'.repeat(76), style: 'danger' }],
    ];
    expect(render({ ...BARE, rows }).blocks.slice(1)).toEqual([
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: '1:reroll:g1', text: plain('Re-roll') },
          {
            type: 'button',
            action_id: '1:regenerate:g1',
            text: plain('Regenerate'),
            style: 'primary',
          },
        ],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: '1:cancel:g1',
            text: plain(`${'y'.repeat(74)}…`),
            style: 'danger',
          },
        ],
      },
    ]);
  });

  it('leaves out lines and headings that nobody can see', () => {
    const lines = [{ text: '' }, { text: '\u202E' }, { text: 'seen' }];
    expect(drawn(render({ ...BARE, heading: '', lines }).blocks).text).toBe('seen');
    expect(drawn(render({ ...BARE, heading: '', badges: ['new'] }).blocks).text).toBe('new');
  });

  it('has at most 3,000 characters, and few less: the longest line gives way', () => {
    const lines = [{ text: 'x'.repeat(5_000), quote: true }, { text: 'ready' }];
    const { text: shown, units } = drawn(render({ ...BARE, lines }).blocks);
    expect(units).toBeLessThanOrEqual(3_000);
    expect(units).toBeGreaterThan(2_600);
    expect(shown).toMatch(/^H\n> x+…\nready$/);
  });
});

describe('the message of an image', () => {
  const card: Card = { ...BARE, kind: 'image', image: IMAGE, lines: [{ text: 'about' }] };

  it('shows the file between its text and its notes', () => {
    const notes = [{ text: 'Open the original', link: 'https://hub.example/x' }];
    const { blocks } = render(card, { file: 'F0123456789', notes });
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'image', 'rich_text']);
    expect(blocks[1]).toEqual({
      type: 'image',
      slack_file: { id: 'F0123456789' },
      alt_text: 'A: a <b>cat</b>',
    });
    expect(drawn(blocks).links).toEqual([
      { text: 'Open the original', url: 'https://hub.example/x' },
    ]);
  });

  it('has as much alternative text as Slack takes', () => {
    const altOf = (alt: string) =>
      drawn(render({ ...card, image: { ...IMAGE, alt } }, { file: 'F0123456789' }).blocks).images[0]
        ?.alt;
    expect(altOf('x'.repeat(2_001))).toBe(`${'x'.repeat(1_999)}…`);
    expect(altOf('')).toBe('–');
  });

  it('without a file is text with its notes', () => {
    const { blocks } = render(card, { file: null, notes: [{ text: 'The picture is too large.' }] });
    const { text: shown, images } = drawn(blocks);
    expect([shown, images]).toEqual(['H\nabout\nThe picture is too large.', []]);
  });
});

describe('a button that takes something away from everybody', () => {
  it('asks before it deletes an image, and is the answer then', () => {
    const button: Button = { id: '1:delete:g1', label: 'Delete', style: 'danger' };
    expect(withButton(button, { kind: 'image', heading: 'A · 3rd · 5 tones' })).toEqual([
      {
        id: '1:delete_confirm:g1',
        label: 'Delete',
        style: 'danger',
        asks: [
          'Delete A · 3rd · 5 tones?',
          'The image and its message will be gone for everybody, and nobody can bring them back. Its credit stays spent; feedback, and what was promoted, stay.',
          'Delete for good',
          'Keep it',
        ],
      },
    ]);
  });

  it('asks in the language of the card', () => {
    const button: Button = { id: '1:delete:g1', label: '삭제', style: 'danger' };
    expect(withButton(button, { heading: 'A', locale: 'ko' })[0]?.asks).toEqual([
      'A을(를) 삭제할까요?',
      '이미지와 메시지가 모두에게서 사라지고 되돌릴 수 없습니다. 사용한 크레딧은 돌아오지 않으며, 의견과 풀에 등록된 것은 남습니다.',
      '완전히 삭제',
      '그대로 두기',
    ]);
  });

  it('asks before it removes a reference, whose name is shown as it is written', () => {
    const button: Button = {
      id: '1:pool_remove:r1',
      label: 'Remove from the pool',
      style: 'danger',
    };
    const [shown] = withButton(button, { heading: '<!here> *mina*' });
    expect(shown?.id).toBe('1:pool_remove:r1');
    expect(shown?.asks).toEqual([
      'Remove from the pool',
      'New plans leave out “<!here> *mina*”. What was made with it can run again, and an admin can put it back.',
      'Remove from the pool',
      'Keep it',
    ]);
  });

  it('is no other button', () => {
    for (const id of ['1:cancel:g1', '1:delete_confirm:g1', '1:pool_restore:r1', 'unknown']) {
      const [shown] = withButton({ id, label: 'Go', style: 'danger' });
      expect([shown?.id, shown?.asks]).toEqual([id, null]);
    }
  });
});
