import type { Block } from '../fakes/slack/blocks.ts';
import { pressableIn } from '../fakes/slack/pressables.ts';

/** What a Slack client shows of blocks, a line for each block: texts as they are, without what only formats them. */
export function shownText(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join('\n');
}

/** The buttons in blocks, with what is written on them. */
export function buttonsIn(
  blocks: readonly Block[],
): readonly { readonly id: string; readonly label: string }[] {
  return pressableIn(blocks).flatMap(({ element, label }) => {
    return element.type === 'button' ? [{ id: element.action_id ?? '', label }] : [];
  });
}

/** How many pictures blocks show. */
export function picturesIn(blocks: readonly Block[]): number {
  return blocks.flatMap((one) => {
    if (one.type === 'image') return [one];
    if (one.type === 'section' && one.accessory?.type === 'image') return [one.accessory];
    return one.type === 'context' ? one.elements.filter(({ type }) => type === 'image') : [];
  }).length;
}

function linesOf(one: Block): readonly string[] {
  switch (one.type) {
    case 'section':
      return [one.text?.text ?? '', ...(one.fields ?? []).map(({ text }) => text)];
    case 'header':
      return [one.text.text];
    case 'context':
      return [one.elements.map((part) => (part.type === 'image' ? '' : part.text)).join(' ')];
    case 'rich_text':
      return [one.elements.map(richText).join('\n')];
    case 'image':
      return [one.title?.text ?? ''];
    default:
      return [];
  }
}

type RichText = Extract<Block, { type: 'rich_text' }>['elements'][number];

function richText(part: RichText): string {
  if (part.type === 'rich_text_list') return part.elements.map(richText).join('\n');
  return part.elements
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      if (piece.type === 'link') return piece.text ?? piece.url;
      return piece.type === 'date' ? (piece.fallback ?? '') : '';
    })
    .join('');
}
