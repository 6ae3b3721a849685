import type { Block } from './blocks.ts';

type Element =
  | Extract<Block, { type: 'actions' }>['elements'][number]
  | Extract<Block, { type: 'input' }>['element'];

/** An element that a person can use. */
export interface Pressable {
  readonly element: Element;
  readonly blockId: string;
  /** What is written on it, or beside it. */
  readonly label: string;
}

/** Everything in blocks that can be pressed or chosen from, in order. */
export function pressableIn(blocks: readonly Block[]): readonly Pressable[] {
  return blocks.flatMap((one, index) => {
    const blockId = one.block_id ?? `block-${index}`;
    return elementsOf(one).map((element) => ({ element, blockId, label: labelOf(element, one) }));
  });
}

function elementsOf(one: Block): readonly Element[] {
  if (one.type === 'actions') return one.elements;
  if (one.type === 'input') return [one.element];
  if (one.type !== 'section' || one.accessory === undefined) return [];
  return one.accessory.type === 'image' ? [] : [one.accessory];
}

function labelOf(element: Element, one: Block): string {
  if (element.type === 'button') return element.text.text;
  return one.type === 'input' ? one.label.text : '';
}
