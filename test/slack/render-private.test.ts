import { describe, expect, it } from 'vitest';
import { picturesOf } from '../../src/bots/slack/body.ts';
import {
  cardView,
  hasPictures,
  loadingView,
  privateMessage,
  sentenceView,
} from '../../src/bots/slack/render-private.ts';
import type { Card, CardThumbnail } from '../../src/core/chat/card.ts';
import type { Locale } from '../../src/core/domain/person.ts';
import { decodeMeta } from '../../src/bots/slack/view-meta.ts';
import { drawn } from './drawn.ts';

const BARE: Card = { kind: 'private', heading: 'H', lines: [], badges: [], rows: [] };
const META = { channel: 'C0123456789', thread: null, responseUrl: null };
const ONE: CardThumbnail = { key: 'k1', label: 'one' };
const TWO: CardThumbnail = { key: 'k2', label: 'two' };
const FILES = new Map([
  ['k1', 'F0000000001'],
  ['k2', 'F0000000002'],
]);

function view(card: Card, files: ReadonlyMap<string, string> = FILES, locale: Locale = 'en') {
  return cardView(card, { files, meta: META, locale });
}
function opened(card: Card, files: ReadonlyMap<string, string> = FILES) {
  return drawn(view(card, files).blocks, 'modal');
}

describe('the pictures of a private card', () => {
  it('are each wanted once: its own, those beside lines, those below', () => {
    const lines = [{ text: 'a' }, { text: 'b', picture: TWO }];
    expect(picturesOf({ ...BARE, picture: ONE, lines, thumbnails: [TWO, ONE] })).toEqual([
      'k1',
      'k2',
    ]);
  });

  it.each<[string, Partial<Card>, boolean]>([
    ['text alone', {}, false],
    ['a picture', { picture: ONE }, true],
    ['a picture beside a line', { lines: [{ text: 'a', picture: ONE }] }, true],
    ['pictures below', { thumbnails: [ONE] }, true],
    ['the details of an image', { original: 'k1' }, true],
  ])('decide whether it is a form: %s', (_what, more, isForm) => {
    expect(hasPictures({ ...BARE, ...more })).toBe(isForm);
  });
});

describe('a private message', () => {
  it('has text, lists and buttons, and no picture', () => {
    const card: Card = {
      ...BARE,
      picture: ONE,
      lines: [{ text: 'a', picture: TWO }],
      selects: [{ label: 'Pick', options: [{ id: '1:pool:0:all', label: 'all' }] }],
      rows: [[{ id: '1:costs:7', label: '7 days', style: 'plain' }]],
    };
    const { blocks } = privateMessage(card);
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'actions', 'actions']);
    expect(drawn(blocks)).toMatchObject({
      text: 'H\na',
      images: [],
      selects: [{ id: 'select:0', label: 'Pick' }],
      buttons: [{ id: '1:costs:7', label: '7 days' }],
    });
  });

  it('may be a sentence with a button', () => {
    const rows: Card['rows'] = [[{ id: '1:retry:g1', label: 'Retry', style: 'plain' }]];
    const { text, blocks } = privateMessage({
      ...BARE,
      heading: '',
      lines: [{ text: 'No.' }],
      rows,
    });
    expect(text).toBe('No.');
    expect(drawn(blocks).text).toBe('No.');
  });
});

describe('a private card as a form', () => {
  it('has a short heading as its title, and a long one above its text', () => {
    expect(view({ ...BARE, heading: 'x'.repeat(24) }).title.text).toBe('x'.repeat(24));
    const long = { ...BARE, heading: 'x'.repeat(25), badges: ['new'] };
    expect(view(long).title.text).toBe('Diptych');
    expect(opened(long).text).toBe(`${'x'.repeat(25)} · new`);
  });

  it('remembers where it was opened', () => {
    expect(decodeMeta(view(BARE).private_metadata ?? '')).toEqual(META);
  });

  it('puts pictures beside their lines, with the way to the message below', () => {
    const lines = [
      { text: 'a boat', quote: true },
      { text: 'A: ready', picture: ONE, link: 'https://studio.slack.com/archives/C1/p1' },
      { text: 'B: failed', link: 'https://studio.slack.com/archives/C1/p2' },
    ];
    expect(opened({ ...BARE, lines })).toMatchObject({
      text: '> a boat\nA: ready\nOpen the message\nB: failed',
      images: [{ file: 'F0000000001', alt: 'one' }],
      links: [
        { text: 'Open the message', url: 'https://studio.slack.com/archives/C1/p1' },
        { text: 'B: failed', url: 'https://studio.slack.com/archives/C1/p2' },
      ],
    });
  });

  it('says of a picture that has no file here why it is missing, and links its line', () => {
    const lines = [
      { text: 'A: ready', picture: ONE, link: 'https://studio.slack.com/archives/C1/p1' },
    ];
    const shown = opened({ ...BARE, lines }, new Map());
    expect(shown.images).toEqual([]);
    expect(shown.links).toEqual([
      { text: 'A: ready', url: 'https://studio.slack.com/archives/C1/p1' },
    ]);
    expect(shown.text).toBe(
      'A: ready\nSome pictures are left out: Slack shows only those that were posted where you are.',
    );
  });

  it('shows what it is about large, and references small', () => {
    const { blocks } = view({ ...BARE, picture: ONE, thumbnails: [TWO] });
    expect(blocks.map(({ type }) => type)).toEqual(['image', 'section']);
    expect(opened({ ...BARE, thumbnails: [TWO] }).text).toBe('two');
  });

  it('shows 24 pictures at most: further lines are text', () => {
    const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);
    const files = new Map(keys.map((key, n) => [key, `F00000000${n + 10}`]));
    const lines = keys.map((key) => ({ text: key, picture: { key, label: key } }));
    const shown = opened({ ...BARE, lines }, files);
    expect(shown.images).toHaveLength(24);
    expect(shown.text.split('\n').slice(-6)).toEqual(['k24', 'k25', 'k26', 'k27', 'k28', 'k29']);
  });

  it('shows a long text whole, in several blocks', () => {
    const { blocks } = view({
      ...BARE,
      lines: [{ text: `${'x'.repeat(8_000)} end`, quote: true }],
    });
    expect(blocks.length).toBeGreaterThan(2);
    expect(drawn(blocks, 'modal').text.replaceAll('\n> ', '')).toBe(`> ${'x'.repeat(8_000)} end`);
  });

  it('asks before it takes away, in the reader’s language', () => {
    const rows: Card['rows'] = [
      [{ id: '1:pool_remove:r1', label: '풀에서 제거', style: 'danger' }],
    ];
    const [button] = drawn(view({ ...BARE, rows }, FILES, 'ko').blocks, 'modal').buttons;
    expect(button?.asks?.at(-1)).toBe('그대로 두기');
  });
});

describe('a list of a private card', () => {
  const options = (count: number, chosen?: number) =>
    Array.from({ length: count }, (_, n) => ({
      id: `1:pool:${n}:all`,
      label: `name ${n}`,
      ...(n === chosen ? { chosen: true } : {}),
    }));
  const shownOf = (given: ReturnType<typeof options>) =>
    opened({ ...BARE, selects: [{ label: 'Pick', options: given }] }).selects[0];

  it('has the first hundred choices', () => {
    const shown = shownOf(options(101));
    expect(shown?.options).toHaveLength(100);
    expect(shown?.options.at(-1)).toEqual({ id: '1:pool:99:all', label: 'name 99' });
    expect(shown?.chosen).toBeNull();
  });

  it('always has the one that is shown now', () => {
    expect(shownOf(options(3, 1))?.chosen).toBe('name 1');
    const shown = shownOf(options(250, 200));
    expect([shown?.options.length, shown?.chosen]).toEqual([100, 'name 200']);
  });

  it('is left out where there is nothing to choose', () => {
    expect(shownOf([])).toBeUndefined();
  });

  it('cuts long names and hints', () => {
    const [long] = [{ id: 'x', label: 'n'.repeat(76), hint: 'h'.repeat(76) }];
    const { blocks } = view({ ...BARE, selects: [{ label: 'l'.repeat(151), options: [long] }] });
    expect(blocks).toMatchObject([
      {
        elements: [
          {
            placeholder: { text: `${'l'.repeat(149)}…` },
            options: [
              { text: { text: `${'n'.repeat(74)}…` }, description: { text: `${'h'.repeat(74)}…` } },
            ],
          },
        ],
      },
    ]);
  });
});

describe('a form without a card', () => {
  it('says that its card comes, or why not, as it is written', () => {
    expect(drawn(loadingView(META, 'en').blocks, 'modal').text).toBe('One moment…');
    expect(drawn(loadingView(META, 'ko').blocks, 'modal').text).toBe('잠시만 기다려 주세요…');
    const said = sentenceView('*No* <!channel>', META, 'en');
    expect(drawn(said.blocks, 'modal').text).toBe('*No* <!channel>');
    expect(decodeMeta(said.private_metadata ?? '')).toEqual(META);
  });

  it('takes a sentence of any length', () => {
    expect(drawn(sentenceView('x'.repeat(9_000), META, 'en').blocks, 'modal').units).toBe(9_000);
    expect(drawn(sentenceView('', META, 'en').blocks, 'modal').text).toBe('–');
  });
});
