import { z } from 'zod';
import {
  accessory,
  actionElement,
  hasOneSource,
  imageElement,
  imageSource,
  inputElement,
  ONE_SOURCE,
} from './elements.ts';
import { richText } from './rich-text.ts';
import { anyText, id, plainText } from './texts.ts';

const base = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...base,
    text: anyText(3_000).optional(),
    fields: z.array(anyText(2_000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(
    ({ text, fields }) => text !== undefined || fields !== undefined,
    'must define either `text` or `fields`',
  );
const header = z.strictObject({ type: z.literal('header'), ...base, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), ...base });
const context = z.strictObject({
  type: z.literal('context'),
  ...base,
  elements: z
    .array(z.union([imageElement, anyText(3_000)]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  ...base,
  elements: z.array(actionElement).min(1).max(25),
});
const image = z
  .strictObject({
    type: z.literal('image'),
    ...base,
    ...imageSource,
    title: plainText(2_000).optional(),
  })
  .refine(hasOneSource, ONE_SOURCE);
const input = z.strictObject({
  type: z.literal('input'),
  ...base,
  label: plainText(2_000),
  element: inputElement,
  hint: plainText(2_000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const block = z.union([section, header, divider, context, actions, image, input, richText]);
export type Block = z.infer<typeof block>;

export type BlocksPlace = 'message' | 'modal' | 'home';
/** Blocks of a message, and of a view (docs.slack.dev; slackblocks, spec/limits.json). */
const MAX_BLOCKS: Readonly<Record<BlocksPlace, number>> = { message: 50, modal: 100, home: 100 };

/** Blocks as Slack takes them, or why it refuses them, in its own words as far as they are known. */
export function readBlocks(
  value: unknown,
  place: BlocksPlace,
): { readonly blocks: readonly Block[] } | { readonly wrong: readonly string[] } {
  const parsed = z.array(block).max(MAX_BLOCKS[place]).safeParse(value);
  if (!parsed.success) return { wrong: parsed.error.issues.map(wordsOf) };
  const wrong = [
    ...idFaults(parsed.data),
    ...parsed.data.flatMap((one) => placeFaults(one, place)),
  ];
  return wrong.length > 0 ? { wrong } : { blocks: parsed.data };
}

function placeFaults(one: Block, place: BlocksPlace): readonly string[] {
  if (one.type !== 'input') return [];
  const isFile = one.element.type === 'file_input';
  if (isFile && place !== 'modal') return ['file_input is only available in modals'];
  return [];
}

/** Ids of blocks are unique in all, ids of actions in their block. */
function idFaults(blocks: readonly Block[]): readonly string[] {
  const blockIds = blocks.flatMap((one) => one.block_id ?? []);
  const faults = doubled(blockIds).map((one) => `\`block_id\` ${one} already exists`);
  for (const one of blocks) {
    for (const twice of doubled(actionIdsOf(one)))
      faults.push(`\`action_id\` ${twice} already exists`);
  }
  return faults;
}

export function actionIdsOf(one: Block): readonly string[] {
  const elements =
    one.type === 'actions'
      ? one.elements
      : one.type === 'section'
        ? [one.accessory]
        : one.type === 'input'
          ? [one.element]
          : [];
  return elements.flatMap((element) => {
    return element !== undefined && 'action_id' in element ? (element.action_id ?? []) : [];
  });
}

/** The files that blocks show. */
export function filesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((one) => {
    const shown =
      one.type === 'image'
        ? [one]
        : one.type === 'section'
          ? [one.accessory]
          : one.type === 'context'
            ? one.elements
            : [];
    return shown.flatMap((element) => {
      if (element === undefined || !('slack_file' in element)) return [];
      const file = element.slack_file;
      return file === undefined ? [] : ['id' in file ? file.id : file.url];
    });
  });
}

function doubled(ids: readonly string[]): string[] {
  return ids.filter((one, index) => ids.indexOf(one) !== index);
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const at = issue.path.map((step) => (typeof step === 'number' ? `/${step}` : `/${String(step)}`));
  return `${issue.message} [json-pointer:/blocks${at.join('')}]`;
}
