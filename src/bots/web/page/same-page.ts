import type { State } from './model.ts';

/** What lies over the page and is drawn by itself. */
const OVER = new Set(['compare', 'history']);

/** Whether the page behind what lies over it looks the same. */
export function isSamePage(state: State, before: State): boolean {
  if ((state.compare === null) !== (before.compare === null)) return false;
  const values = new Map<string, unknown>(Object.entries(before));
  return Object.entries(state).every(([key, value]) => OVER.has(key) || values.get(key) === value);
}
