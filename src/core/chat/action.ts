import {
  decodeShelf,
  decodeTarget,
  encodeShelf,
  encodeTarget,
  type Shelf,
  type TargetId,
} from './shelf.ts';
import { type Ratio, RATIOS } from '../domain/spec.ts';
import { VOTES, type VoteChoice } from '../domain/pair.ts';

/**
 * A button's id: version + action + generation (+ value), at most 100 characters (Discord's custom_id).
 * `vote` names both images compared, `details` of a header names the pair, a gallery's next page the
 * last entry of the page before.
 */
export type Action =
  | { type: 'cancel' | 'retry' | 'reroll' | 'edit' | 'regenerate'; generation: string }
  | { type: 'feedback' | 'details' | 'delete' | 'repost'; generation: string }
  | { type: 'promote' | 'promote_other'; generation: string }
  | { type: 'promote_to'; generation: string; target: TargetId }
  | { type: 'promote_confirm'; draft: string }
  | { type: 'pool'; page: number; shelf: Shelf }
  | { type: 'pool_entry' | 'pool_remove' | 'pool_restore'; reference: string }
  | { type: 'tone' | 'angle'; generation: string; ratio: Ratio }
  | { type: 'pair_details'; pair: string }
  | { type: 'likes' | 'history'; before: string }
  | { type: 'costs'; days: number }
  | { type: 'example'; number: ExampleNumber }
  | { type: 'vote'; generationA: string; generationB: string; choice: VoteChoice };

export type ActionType = Action['type'];

export const EXAMPLES = [1, 2, 3] as const;
/** The example prompts of the first-run message. */
export type ExampleNumber = (typeof EXAMPLES)[number];

/** Actions after which a message is posted: a new image, or one that was posted before. */
const POSTING: ReadonlySet<ActionType> = new Set([
  'retry',
  'reroll',
  'regenerate',
  'edit',
  'repost',
  'example',
]);

export function postsMessage({ type }: Action): boolean {
  return POSTING.has(type);
}

const VERSION = '1';
const ID = /^[0-9A-Za-z_-]{1,22}$/;
const PLAIN: ReadonlySet<string> = new Set([
  'cancel',
  'retry',
  'reroll',
  'edit',
  'regenerate',
  'feedback',
  'details',
  'delete',
  'repost',
  'promote',
  'promote_other',
] satisfies ActionType[]);

/** The id a button carries. */
export function encodeAction(action: Action): string {
  return [VERSION, action.type, ...parts(action)].join(':');
}

function parts(action: Action): readonly string[] {
  switch (action.type) {
    case 'vote':
      return [action.generationA, action.generationB, action.choice];
    case 'tone':
    case 'angle':
      return [action.generation, String(action.ratio)];
    case 'pair_details':
      return [action.pair];
    case 'promote_to':
      return [action.generation, encodeTarget(action.target)];
    case 'promote_confirm':
      return [action.draft];
    case 'pool':
      return [String(action.page), encodeShelf(action.shelf)];
    case 'pool_entry':
    case 'pool_remove':
    case 'pool_restore':
      return [action.reference];
    case 'likes':
    case 'history':
      return [action.before];
    case 'costs':
      return [String(action.days)];
    case 'example':
      return [String(action.number)];
    default:
      return [action.generation];
  }
}

/** The action an id stands for, or undefined when it is not one of ours. */
export function decodeAction(id: string): Action | undefined {
  const [version, type = '', first = '', second, third, ...rest] = id.split(':');
  if (version !== VERSION || rest.length > 0 || !ID.test(first)) return undefined;
  if (type === 'vote') return decodeVote(first, second, third);
  if (third !== undefined) return undefined;
  if (type === 'tone' || type === 'angle') return decodeRatio(type, first, second);
  if (type === 'promote_to') return decodePick(first, second);
  if (type === 'pool') return decodePool(first, second);
  if (second !== undefined) return undefined;
  if (type === 'pair_details') return { type, pair: first };
  if (type === 'likes' || type === 'history') return { type, before: first };
  if (type === 'costs') return decodeCosts(first);
  if (type === 'example') return decodeExample(first);
  if (type === 'promote_confirm') return { type, draft: first };
  if (type === 'pool_entry' || type === 'pool_remove' || type === 'pool_restore') {
    return { type, reference: first };
  }
  return isPlain(type) ? { type, generation: first } : undefined;
}

/**
 * The message (of a pair's header, or of a generation) that a button stands on, when it is one that stands
 * on no other message: how a surface finds a message whose answer was lost.
 */
export function ownerOf(buttonId: string): string | undefined {
  const action = decodeAction(buttonId);
  if (action?.type === 'pair_details') return action.pair;
  return action?.type === 'details' ? action.generation : undefined;
}

type OnGeneration = Extract<Action, { generation: string }>['type'];

function isPlain(type: string): type is Exclude<OnGeneration, 'tone' | 'angle' | 'promote_to'> {
  return PLAIN.has(type);
}

function decodePick(generation: string, value = ''): Action | undefined {
  const target = decodeTarget(value);
  return target === undefined ? undefined : { type: 'promote_to', generation, target };
}

function decodePool(value: string, rest = ''): Action | undefined {
  const shelf = decodeShelf(rest);
  if (shelf === undefined || !/^\d{1,5}$/.test(value)) return undefined;
  return { type: 'pool', page: Number(value), shelf };
}

function decodeRatio(
  type: 'tone' | 'angle',
  generation: string,
  value: string | undefined,
): Action | undefined {
  const ratio = RATIOS.find((candidate) => String(candidate) === value);
  return ratio === undefined ? undefined : { type, generation, ratio };
}

function decodeCosts(value: string): Action | undefined {
  return /^\d{1,3}$/.test(value) ? { type: 'costs', days: Number(value) } : undefined;
}

function decodeExample(value: string): Action | undefined {
  const number = EXAMPLES.find((candidate) => String(candidate) === value);
  return number === undefined ? undefined : { type: 'example', number };
}

function decodeVote(
  generationA: string,
  generationB: string | undefined,
  value: string | undefined,
): Action | undefined {
  const choice = VOTES.find((candidate) => candidate === value);
  if (choice === undefined || generationB === undefined || !ID.test(generationB)) return undefined;
  return { type: 'vote', generationA, generationB, choice };
}
