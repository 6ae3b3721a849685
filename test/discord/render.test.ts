import { describe, expect, it } from 'vitest';
import { imageFile, isPreviewName, render } from '../../src/bots/discord/render.ts';
import type { Card, CardImage, Line } from '../../src/core/chat/card.ts';

const SUPPRESS_EMBEDS = 4;
const COMPONENTS_V2 = 32_768;
const BARE: Card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] };
const image: CardImage = {
  key: 'library/discord/2026-11/g1.png',
  alt: 'a cat',
  width: 512,
  height: 512,
  type: 'image/png',
  bytes: 9,
  fileName: 'cat-A.png',
};
const long = (length: number): Line => ({ text: 'x'.repeat(length) });

/** The text of a message of components. */
function textOf(card: Card): string {
  const [container] = render(card).components;
  const first = container && 'components' in container ? container.components[0] : undefined;
  return first && 'content' in first ? first.content : '';
}

describe('the message of an image', () => {
  it('is text with buttons, which shows no second picture and mentions nobody', () => {
    const card: Card = {
      ...BARE,
      kind: 'image',
      side: 'A',
      heading: 'Side *A*',
      badges: ['Edited', '@everyone'],
      lines: [{ text: 'a_b' }, { text: 'said', quote: true }],
      rows: [
        [
          { id: '1:reroll:g1', label: 'Reroll', style: 'primary' },
          { id: '1:edit:g1', label: 'Edit…', style: 'plain' },
        ],
        [{ id: '1:delete:g1', label: 'y'.repeat(81), style: 'danger' }],
      ],
    };
    expect(render(card, [{ text: 'a note' }])).toEqual({
      content: '**Side \\*A\\*** · Edited · \\@everyone\na\\_b\n> said\na note',
      flags: SUPPRESS_EMBEDS,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 1, label: 'Reroll', custom_id: '1:reroll:g1' },
            { type: 2, style: 2, label: 'Edit…', custom_id: '1:edit:g1' },
          ],
        },
        {
          type: 1,
          components: [
            { type: 2, style: 4, label: `${'y'.repeat(79)}…`, custom_id: '1:delete:g1' },
          ],
        },
      ],
    });
  });

  it('has at most 2,000 characters, and none too few', () => {
    const contentOf = (length: number) =>
      render({ ...BARE, kind: 'image', lines: [long(length)] }).content ?? '';
    // Its heading with the stars takes five characters, the line break one.
    expect(contentOf(1_994)).toBe(`**H**\n${'x'.repeat(1_994)}`);
    expect(contentOf(1_995).length).toBeLessThanOrEqual(2_000);
    expect(contentOf(1_995)).toMatch(/x…$/);
    expect(contentOf(9_000).length).toBeGreaterThan(1_900);
  });

  it('cuts the note too where there is no room', () => {
    const { content = '' } = render({ ...BARE, kind: 'image' }, [long(9_000)]);
    expect(content.length).toBeLessThanOrEqual(2_000);
  });
});

describe('the message of a state', () => {
  it('stands in a frame of its side’s colour', () => {
    const colour = (more: Partial<Card>) => {
      const [container] = render({ ...BARE, ...more }).components;
      return container && 'accent_color' in container ? container.accent_color : undefined;
    };
    expect(colour({})).toBe(0x5865f2);
    expect(colour({ kind: 'ending', side: 'A' })).toBe(0x2a9d8f);
    expect(colour({ kind: 'ending', side: 'B' })).toBe(0xe76f51);
  });

  it('is of components, with its buttons below its text, and mentions nobody', () => {
    const rows: Card['rows'] = [[{ id: '1:retry:g1', label: 'Retry', style: 'primary' }]];
    const lines = [{ text: 'one' }, { text: 'two', title: true }];
    expect(render({ ...BARE, kind: 'ending', side: 'B', lines, rows })).toEqual({
      flags: COMPONENTS_V2,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          accent_color: 0xe76f51,
          components: [
            { type: 10, content: '**H**\none\n**two**' },
            {
              type: 1,
              components: [{ type: 2, style: 1, label: 'Retry', custom_id: '1:retry:g1' }],
            },
          ],
        },
      ],
    });
  });

  it('has at most 4,000 characters, and none too few', () => {
    expect(textOf({ ...BARE, lines: [long(3_994)] })).toBe(`**H**\n${'x'.repeat(3_994)}`);
    const cut = textOf({ ...BARE, lines: [long(3_995)] });
    expect(cut.length).toBeLessThanOrEqual(4_000);
    expect(cut).toMatch(/x…$/);
    expect(textOf({ ...BARE, lines: [long(9_000)] }).length).toBeGreaterThan(3_900);
  });
});

describe('the file of an image', () => {
  it('has its own name and alternative text', () => {
    expect(imageFile(image, false)).toEqual({ name: 'cat-A.png', description: 'a cat' });
  });

  it('is known as a preview by its name', () => {
    const { name } = imageFile(image, true);
    expect(name).toBe('cat-A-preview.webp');
    expect(isPreviewName(name)).toBe(true);
    expect(isPreviewName('cat-A.png')).toBe(false);
    expect(isPreviewName(imageFile({ ...image, spoiler: true }, true).name)).toBe(true);
  });

  it('is hidden in a channel of spoilers', () => {
    expect(imageFile({ ...image, spoiler: true }, false).name).toBe('SPOILER_cat-A.png');
  });

  it('has as much alternative text as Discord takes', () => {
    const described = (length: number) => imageFile({ ...image, alt: 'x'.repeat(length) }, false);
    expect(described(1_024).description).toBe('x'.repeat(1_024));
    expect(described(1_025).description).toBe(`${'x'.repeat(1_023)}…`);
  });
});
