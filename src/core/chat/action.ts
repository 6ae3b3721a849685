import { z } from 'zod';
import { SETTING_NAMES } from '../domain/workspace-setting.ts';
import { VOTES } from '../domain/pair.ts';
import { RATIOS } from '../domain/spec.ts';
import { decodeShelf, decodeTarget, encodeShelf, encodeTarget } from './shelf.ts';

export const EXAMPLES = [1, 2, 3] as const;
/** The example prompts of the first-run message. */
export type ExampleNumber = (typeof EXAMPLES)[number];

const VERSION = '1';
const id = z.string().regex(/^[0-9A-Za-z_-]{1,22}$/);

/** A value that is written as a text; `decode` returns undefined for any other text. */
function written<T>(decode: (text: string) => T | undefined) {
  return z.string().transform((text, context) => {
    const value = decode(text);
    if (value !== undefined) return value;
    context.addIssue('unreadable');
    return z.NEVER;
  });
}

function oneOf<T extends number>(numbers: readonly T[]) {
  return written((text) => numbers.find((one) => String(one) === text));
}

function digits(max: number) {
  return written((text) => (/^\d+$/.test(text) && text.length <= max ? Number(text) : undefined));
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** What a button does, in the order in which its id has the parts. */
const actionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.enum([
      'cancel',
      'act_cancel',
      'retry',
      'reroll',
      'edit',
      'regenerate',
      'feedback',
      'details',
      'delete',
      'delete_confirm',
      'repost',
      'promote',
      'promote_other',
      'rewrite',
      'rewrite_send',
      'rewrite_edit',
      'rewrite_discard',
    ]),
    generation: id,
  }),
  z.object({ type: z.literal('promote_to'), generation: id, target: written(decodeTarget) }),
  z.object({ type: z.literal('promote_confirm'), draft: id }),
  z.object({ type: z.literal('pool'), page: digits(5), shelf: written(decodeShelf) }),
  z.object({ type: z.enum(['pool_entry', 'pool_remove', 'pool_restore']), reference: id }),
  z.object({ type: z.enum(['tone', 'angle']), generation: id, ratio: oneOf(RATIOS) }),
  z.object({ type: z.enum(['pair_details', 'ask_again']), pair: id }),
  /** `before` is the last entry of the page before. */
  z.object({ type: z.enum(['likes', 'history', 'review']), before: id }),
  z.object({ type: z.literal('setting'), name: z.enum(SETTING_NAMES), value: written(unescaped) }),
  z.object({ type: z.literal('costs'), days: digits(3) }),
  z.object({ type: z.literal('example'), number: oneOf(EXAMPLES) }),
  /** Names both images that are compared. */
  z.object({ type: z.literal('vote'), generationA: id, generationB: id, choice: z.enum(VOTES) }),
]);
export type Action = z.output<typeof actionSchema>;
export type ActionType = Action['type'];

/** The names of the values of each type of action, in the order of its id. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  actionSchema.options.flatMap(({ shape: { type, ...values } }) => {
    const types = 'options' in type ? type.options : [type.value];
    return types.map((one) => [one, Object.keys(values)] as const);
  }),
);

/** Actions that post a message: a new image, or one that was posted before. */
const POSTING: ReadonlySet<ActionType> = new Set([
  'retry',
  'reroll',
  'regenerate',
  'edit',
  'rewrite',
  'rewrite_send',
  'rewrite_edit',
  'repost',
  'example',
  'ask_again',
]);

export function postsMessage({ type }: Action): boolean {
  return POSTING.has(type);
}

/** A button's id: version, type and values, with colons between; at most 100 characters (Discord's custom_id). */
export function encodeAction(action: Action): string {
  const values: Readonly<Record<string, Value>> = action;
  const parts = (NAMES.get(action.type) ?? []).map((name) => textOf(values[name] ?? ''));
  return [VERSION, action.type, ...parts].join(':');
}

/** The action of a button's id, or undefined when the id is not one of ours. */
export function decodeAction(text: string): Action | undefined {
  const [version, type = '', ...parts] = text.split(':');
  const names = NAMES.get(type);
  if (version !== VERSION || parts.length !== names?.length) return undefined;
  const values = names.map((name, index) => [name, parts[index]]);
  return actionSchema.safeParse({ type, ...Object.fromEntries(values) }).data;
}

/**
 * The pair or generation whose message has this button, when no other message has the same button: a surface finds
 * by it a message that it posted without getting an answer.
 */
export function ownerOf(buttonId: string): string | undefined {
  const action = decodeAction(buttonId);
  if (action?.type === 'pair_details') return action.pair;
  return action?.type === 'details' ? action.generation : undefined;
}

/** The pair or generation that a button's id names, for the log; nothing when it names none. */
export function namedBy(buttonId: string): {
  readonly pair?: string;
  readonly generation?: string;
} {
  const action = decodeAction(buttonId);
  if (action === undefined) return {};
  if ('generation' in action) return { generation: action.generation };
  if ('generationA' in action) return { generation: action.generationA };
  return 'pair' in action ? { pair: action.pair } : {};
}

type ValuesOf<A> = A extends Action ? A[keyof A] : never;
type Value = ValuesOf<Action>;

function textOf(value: Value): string {
  // A model's id may have a colon in it; all other values stay as they are.
  if (typeof value !== 'object') return encodeURIComponent(value);
  return 'of' in value ? encodeShelf(value) : encodeTarget(value);
}
