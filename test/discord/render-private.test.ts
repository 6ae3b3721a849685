import { describe, expect, it } from 'vitest';
import { picturesOf, renderPrivate } from '../../src/bots/discord/render-private.ts';
import type { Card, CardThumbnail } from '../../src/core/chat/card.ts';

const BARE: Card = { kind: 'private', heading: 'H', lines: [], badges: [], rows: [] };
const pictures = (count: number): readonly CardThumbnail[] =>
  Array.from({ length: count }, (_, n) => ({ key: `k${n}`, label: `label ${n}` }));
/** Files for the first so many keys. */
const files = (count: number) =>
  new Map(Array.from({ length: count }, (_, n) => [`k${n}`, `picture-${n + 1}.webp`]));

/** The components in a private card's frame. */
function inside(card: Card, given: ReadonlyMap<string, string> = new Map()) {
  const { body, whole } = renderPrivate(card, given, 'en');
  const [container] = body.components;
  const components = container && 'components' in container ? container.components : [];
  return { components: [...components] as readonly object[], whole };
}

describe('the pictures of a private card', () => {
  it('are each wanted once: its own first, then those beside lines, then those below', () => {
    const [own, beside, below] = pictures(3);
    const card: Card = {
      ...BARE,
      ...(own && { picture: own }),
      lines: [{ text: 'a' }, { text: 'b', ...(beside && { picture: beside }) }],
      thumbnails: [below, own].filter((one) => one !== undefined),
    };
    expect(picturesOf(card)).toEqual(['k0', 'k1', 'k2']);
  });

  it('are ten at most, and nine where a text may have to be attached', () => {
    const lines = pictures(12).map((picture) => ({ text: 'a', picture }));
    expect(picturesOf({ ...BARE, lines })).toHaveLength(10);
    expect(picturesOf({ ...BARE, thumbnails: pictures(12) })).toHaveLength(9);
    expect(picturesOf(BARE)).toEqual([]);
  });
});

describe('a private card', () => {
  it('is seen by one person alone and mentions nobody', () => {
    const { body, whole } = renderPrivate({ ...BARE, badges: ['new'] }, new Map(), 'en');
    expect(body).toEqual({
      flags: 32_768 + 64,
      allowed_mentions: { parse: [] },
      components: [{ type: 17, components: [{ type: 10, content: '**H** · new' }] }],
    });
    expect(whole).toBeNull();
  });

  it('puts pictures beside their lines, and the lines between them together', () => {
    const [first, second] = pictures(2);
    const lines = [
      { text: 'one' },
      { text: 'two', ...(first && { picture: first }) },
      { text: 'three' },
      { text: '' },
      { text: 'four', ...(second && { picture: second }) },
    ];
    // The second picture could not be had: its line stays.
    expect(inside({ ...BARE, lines }, files(1)).components).toEqual([
      { type: 10, content: '**H**\none' },
      {
        type: 9,
        components: [{ type: 10, content: 'two' }],
        accessory: {
          type: 11,
          media: { url: 'attachment://picture-1.webp' },
          description: 'label 0',
        },
      },
      { type: 10, content: 'three\nfour' },
    ]);
  });

  it('shows what it is about, then lists, then buttons', () => {
    const [picture] = pictures(1);
    const options = Array.from({ length: 26 }, (_, n) => ({ id: `id${n}`, label: `name ${n}` }));
    const card: Card = {
      ...BARE,
      ...(picture && { picture }),
      selects: [
        { label: 'l'.repeat(151), options },
        {
          label: 'Two',
          options: [
            { id: 'x', label: 'n'.repeat(101), hint: 'h'.repeat(101), chosen: true },
            { id: 'y', label: 'Y', chosen: false },
          ],
        },
      ],
      rows: [[{ id: '1:retry:g', label: 'Retry', style: 'primary' }]],
    };
    const { components } = inside(card, files(1));
    expect(components).toEqual([
      { type: 10, content: '**H**' },
      {
        type: 12,
        items: [{ media: { url: 'attachment://picture-1.webp' }, description: 'label 0' }],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'select:0',
            placeholder: `${'l'.repeat(149)}…`,
            options: Array.from({ length: 25 }, (_, n) => ({
              value: `id${n}`,
              label: `name ${n}`,
            })),
          },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'select:1',
            placeholder: 'Two',
            options: [
              {
                value: 'x',
                label: `${'n'.repeat(99)}…`,
                description: `${'h'.repeat(99)}…`,
                default: true,
              },
              { value: 'y', label: 'Y' },
            ],
          },
        ],
      },
      { type: 1, components: [{ type: 2, style: 1, label: 'Retry', custom_id: '1:retry:g' }] },
    ]);
  });

  it('without the picture it is about shows the rest', () => {
    const [picture] = pictures(1);
    const { components } = inside({ ...BARE, ...(picture && { picture }) });
    expect(components).toEqual([{ type: 10, content: '**H**' }]);
  });

  it('says how many pictures it does not show', () => {
    const remark = (have: number, of: number) =>
      inside({ ...BARE, thumbnails: pictures(of) }, files(have)).components.at(-1);
    expect(remark(3, 5)).toEqual({ type: 10, content: '-# and 2 more pictures' });
    expect(remark(4, 5)).toEqual({ type: 10, content: '-# and 1 more picture' });
    expect(remark(5, 5)).toMatchObject({ type: 12 });
    expect(remark(0, 2)).toEqual({ type: 10, content: '-# and 2 more pictures' });
  });

  it('attaches the whole of a text that does not fit, and says so', () => {
    const lines = [{ text: 'short' }, { text: `${'x'.repeat(4_000)} end` }];
    const { components, whole } = inside({ ...BARE, lines });
    expect(whole).toBe(`H\nshort\n${'x'.repeat(4_000)} end`);
    expect(components.slice(1)).toEqual([
      { type: 10, content: '-# The whole text is in the attached file.' },
      { type: 13, file: { url: 'attachment://details.txt' } },
    ]);
    expect(JSON.stringify(components).length).toBeLessThanOrEqual(4_000 + 200);
  });

  it('leaves room for what is said of a text that was cut', () => {
    const whole = (length: number) => inside({ ...BARE, lines: [{ text: 'x'.repeat(length) }] });
    // 4,000 characters, less the heading's five, a line break, and 200 for remarks.
    expect(whole(3_794).whole).toBeNull();
    expect(whole(3_795).whole).toBe(`H\n${'x'.repeat(3_795)}`);
  });

  it('attaches no text where ten pictures leave no place for it', () => {
    const lines = pictures(10).map((picture) => ({ text: 'x'.repeat(600), picture }));
    expect(inside({ ...BARE, lines }, files(10)).whole).toBeNull();
    expect(inside({ ...BARE, lines }, files(9)).whole).not.toBeNull();
  });
});
