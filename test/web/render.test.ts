import { describe, expect, it } from 'vitest';
import { cardJson, fileOf, referenceUrl, replyJson } from '../../src/bots/web/render.ts';
import { messageJson } from '../../src/bots/web/message-json.ts';
import type { Card } from '../../src/core/chat/card.ts';

const BARE: Card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] };
const TONE = 'refs/tone_angle_image_ref/a(natural,film)/1 #2.png';
const TONE_URL = '/references/refs/tone_angle_image_ref/a(natural%2Cfilm)/1%20%232.png';

describe('a card for the page', () => {
  it('has nothing that it does not need', () => {
    expect(cardJson(BARE)).toEqual(BARE);
    expect(cardJson({ ...BARE, thumbnails: [], selects: [] })).toEqual(BARE);
  });

  it('has all that the card has, with addresses instead of keys', () => {
    const card: Card = {
      kind: 'image',
      side: 'B',
      locale: 'ko',
      heading: 'Side B',
      original: 'library/web/2026-11/g1.png',
      lines: [
        { text: 'a', side: 'A', since: 0, link: '#m-1', title: false, quote: true },
        { text: 'b', picture: { key: TONE, label: 'Film' } },
        { text: 'c', title: true },
      ],
      image: {
        key: 'library/web/2026-11/g1.webp',
        alt: 'a cat',
        width: 512,
        height: 384,
        type: 'image/webp',
        bytes: 9,
        fileName: 'cat.webp',
        spoiler: true,
      },
      picture: { key: 'library/web/2026-11/g2.png', label: 'before' },
      thumbnails: [{ key: 'own/p1/0.png', label: 'mine' }],
      badges: ['Edited'],
      rows: [[{ id: '1:retry:g1', label: 'Retry', style: 'primary' }]],
      selects: [
        { label: 'Who', options: [{ id: 'x', label: 'Ana', hint: '2 pictures', chosen: true }] },
      ],
    };
    expect(cardJson(card)).toEqual({
      kind: 'image',
      side: 'B',
      heading: 'Side B',
      lines: [
        { text: 'a', side: 'A', since: 0, link: '#m-1', title: false, quote: true },
        { text: 'b', picture: { url: TONE_URL, label: 'Film' } },
        { text: 'c', title: true },
      ],
      image: {
        url: '/images/g1.webp',
        download_url: '/images/g1.webp/download',
        alt: 'a cat',
        width: 512,
        height: 384,
      },
      picture: { url: '/images/g2.png', label: 'before' },
      thumbnails: [{ url: '/references/own/p1/0.png', label: 'mine' }],
      badges: ['Edited'],
      rows: [[{ id: '1:retry:g1', label: 'Retry', style: 'primary', action: 'retry' }]],
      selects: [
        { label: 'Who', options: [{ id: 'x', label: 'Ana', hint: '2 pictures', chosen: true }] },
      ],
    });
  });
});

it('an image is named by the end of its key, a reference by all of it', () => {
  expect(fileOf('library/web/2026-11/g1.png')).toBe('g1.png');
  expect(fileOf('g1.png')).toBe('g1.png');
  expect(referenceUrl(TONE)).toBe(TONE_URL);
});

describe('a message for the page', () => {
  const message = {
    id: 'm1',
    channel: 'general',
    nonce: 'n',
    seq: 7,
    replyTo: 'm0',
    card: BARE,
    at: 5,
  };
  const reactions = [
    // Ana's is of a time that kept only names; the others' are exact.
    stored('web:ana', 'any heart', 'heart'),
    stored('web:ben', '🔥', 'fire'),
    stored('web:ben', '❤️', 'heart'),
    stored('web:ben', '👍🏽', '+1'),
    stored('web:ana', 'custom:123', 'party'),
  ];

  it('counts reactions, and tells whether one’s own is among them', () => {
    const of = { pairId: 'p1', generationId: 'g1' };
    expect(messageJson({ message, card: BARE, reactions, ...of }, 'web:ana')).toEqual({
      id: 'm1',
      seq: 7,
      reply_to: 'm0',
      batch_id: 'p1',
      generation: 'g1',
      at: 5,
      card: BARE,
      reactions: [
        { emoji: 'heart', count: 2, mine: true, people: ['ana', 'ben'] },
        { emoji: 'fire', count: 1, mine: false, people: ['ben'] },
        { emoji: '👍🏽', count: 1, mine: false, people: ['ben'] },
        { emoji: 'party:123', count: 1, mine: true, people: ['ana'] },
      ],
    });
  });

  it('names twenty of many who put an emoji there, and counts them all', () => {
    const all = Array.from({ length: 30 }, (_, n) => stored(`web:p${n}`, '🔥', 'fire'));
    const of = { pairId: null, generationId: null };
    const [fire] = messageJson({ message, card: BARE, reactions: all, ...of }, 'web:ana').reactions;
    expect(fire).toMatchObject({ count: 30, mine: false });
    expect(fire?.people).toEqual(Array.from({ length: 20 }, (_, n) => `p${n}`));
  });

  it('has no card once it was removed', () => {
    const gone = { message, card: null, pairId: 'p1', generationId: 'g1', reactions };
    expect(messageJson(gone, 'web:ana')).toMatchObject({
      card: null,
      reactions: [],
    });
  });
});

describe('an answer to a press', () => {
  it('is passed on as it is, its cards and forms as the page reads them', () => {
    expect(replyJson({ type: 'done' })).toEqual({ type: 'done' });
    expect(replyJson({ type: 'said', text: 'Saved.' })).toEqual({ type: 'said', text: 'Saved.' });
    expect(replyJson({ type: 'card', card: BARE })).toEqual({ type: 'card', card: BARE });
    const text = { name: 'text', label: 'Text', kind: 'long', value: 'v', required: true } as const;
    const options = [{ value: 'a', label: 'A' }];
    const choice = { ...text, name: 'angle', kind: 'choice', options } as const;
    const form = { id: 'f', title: 'T', submit: 'Go', fields: [{ ...text, maxLength: 9 }, choice] };
    expect(replyJson({ type: 'form', form })).toEqual({ type: 'form', form });
  });
});

function stored(personId: string, exact: string, name: string) {
  return { personId, exact, name, kind: 'other', at: 1 } as const;
}
