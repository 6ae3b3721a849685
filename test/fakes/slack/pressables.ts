import type { Block } from './blocks.ts';
import type { Json } from './ground.ts';

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

/** The element with this id. Throws when the client shows none. */
export function pressableOf(blocks: readonly Block[], actionId: string): Pressable {
  const all = pressableIn(blocks);
  const one = all.find(({ element }) => element.action_id === actionId);
  if (one !== undefined) return one;
  const ids = all.map(({ element }) => element.action_id).join(', ');
  throw new Error(`there is no ${actionId}: ${ids}`);
}

/** A press, or a choice, as Slack sends it. */
export function pressed({ element, blockId }: Pressable, value = '', at: string): Json {
  const { type, action_id } = element;
  const base = { type, action_id, block_id: blockId, action_ts: at };
  if (element.type !== 'button') {
    return { ...base, selected_option: { text: { type: 'plain_text', text: value }, value } };
  }
  const own = element.value;
  return { ...base, text: element.text, ...(own !== undefined && { value: own }) };
}
