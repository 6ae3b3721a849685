import { z } from 'zod';
import { type Block, readBlocks } from './blocks.ts';
import { plainText, textOf } from './texts.ts';

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3_000).optional(),
  callback_id: textOf(255).optional(),
  external_id: textOf(255).optional(),
};
const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});
const home = z.strictObject({ type: z.literal('home'), ...common });
export type ModalView = Omit<z.infer<typeof modal>, 'blocks'> & {
  readonly blocks: readonly Block[];
};
export type HomeView = Omit<z.infer<typeof home>, 'blocks'> & { readonly blocks: readonly Block[] };

const MAX_BYTES = 250_000;

type Read<T> = { readonly view: T } | { readonly wrong: readonly string[] };

/** A form as Slack takes it, or why it refuses it. */
export function readModal(value: unknown): Read<ModalView> {
  const read = readView(modal, value, 'modal');
  if ('wrong' in read) return read;
  const hasInput = read.view.blocks.some(({ type }) => type === 'input');
  if (hasInput && read.view.submit === undefined) {
    return { wrong: ['view must have a `submit` when it has an input block'] };
  }
  return read;
}

/** A Home tab as Slack takes it, or why it refuses it. */
export function readHome(value: unknown): Read<HomeView> {
  return readView(home, value, 'home');
}

function readView<T extends { blocks: unknown[] }>(
  schema: z.ZodType<T>,
  value: unknown,
  place: 'modal' | 'home',
): Read<Omit<T, 'blocks'> & { readonly blocks: readonly Block[] }> {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > MAX_BYTES)
    return { wrong: ['view_too_large'] };
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return {
      wrong: parsed.error.issues.map(
        ({ message, path }) => `${message} [json-pointer:/view/${path.map(String).join('/')}]`,
      ),
    };
  const read = readBlocks(parsed.data.blocks, place);
  return 'wrong' in read ? read : { view: { ...parsed.data, blocks: read.blocks } };
}
