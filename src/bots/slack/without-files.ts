import type { AnyBlock, KnownBlock } from '@slack/types';

/**
 * The same view without its pictures, for a file that Slack has no more: it refuses the whole view for one of them.
 * Undefined when the view shows none.
 */
export function withoutFiles<V extends { blocks: AnyBlock[] }>(view: V): V | undefined {
  const blocks = view.blocks.flatMap(withoutPicture);
  const isSame = blocks.every((one, index) => one === view.blocks[index]);
  return isSame && blocks.length === view.blocks.length ? undefined : { ...view, blocks };
}

function withoutPicture(block: AnyBlock): readonly AnyBlock[] {
  if (!isKnown(block)) return [block];
  if (block.type === 'image') return [];
  if (block.type !== 'section' || block.accessory?.type !== 'image') return [block];
  const { accessory: _, ...rest } = block;
  return [rest];
}

function isKnown(block: AnyBlock): block is KnownBlock {
  return block.type === 'image' || block.type === 'section';
}
