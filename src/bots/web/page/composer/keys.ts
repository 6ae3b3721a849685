/** What a key does in the box; null for what the browser does with it. */
export type KeyAct =
  | 'send'
  | 'take'
  | 'close'
  | 'next'
  | 'previous'
  | 'older line'
  | 'newer line'
  | null;

/** A `KeyboardEvent`. */
export interface Key {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where the keys are pressed. */
export interface KeysAt {
  readonly suggestions: number;
  /** Index of the marked suggestion; -1 for none. */
  readonly active: number;
  /** Whether the box has nothing, or a line that was brought back and not changed. */
  readonly recalls: boolean;
}

/** A key of an input method: Safari ends a syllable before it tells of the Enter that ended it. */
const OF_INPUT_METHOD = 229;

export function keyAct(key: Key, { suggestions, active, recalls }: KeysAt): KeyAct {
  if (key.isComposing || key.keyCode === OF_INPUT_METHOD || key.altKey) return null;
  if (key.key === 'Enter') return key.shiftKey ? null : enterAct(active, key);
  if (key.ctrlKey || key.metaKey || key.shiftKey) return null;
  if (suggestions > 0) return LIST_ACTS.get(key.key) ?? null;
  return recalls ? (RECALL_ACTS.get(key.key) ?? null) : null;
}

function enterAct(active: number, { ctrlKey, metaKey }: Key): KeyAct {
  return active >= 0 && !ctrlKey && !metaKey ? 'take' : 'send';
}

const LIST_ACTS: ReadonlyMap<string, KeyAct> = new Map([
  ['Tab', 'take'],
  ['Escape', 'close'],
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
]);
const RECALL_ACTS: ReadonlyMap<string, KeyAct> = new Map([
  ['ArrowUp', 'older line'],
  ['ArrowDown', 'newer line'],
]);

/** The index that is marked after a step, round and round; -1, for none, lies between the last and the first. */
export function stepped(active: number, step: 1 | -1, count: number): number {
  const at = active + step;
  if (at < -1) return count - 1;
  return at >= count ? -1 : at;
}
