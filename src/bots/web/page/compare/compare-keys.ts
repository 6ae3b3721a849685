import type { Comparing } from './comparing.ts';
import type { Compared } from './state.ts';

/** How far a key moves the pictures, in parts of their frame. */
const STEP = 0.12;
const MOVES: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map([
  ['ArrowLeft', { x: STEP, y: 0 }],
  ['ArrowRight', { x: -STEP, y: 0 }],
  ['ArrowUp', { x: 0, y: STEP }],
  ['ArrowDown', { x: 0, y: -STEP }],
]);
const VOTES: ReadonlyMap<string, string> = new Map([
  ['1', 'A'],
  ['2', 'B'],
  ['t', 'tie'],
  ['0', 'both_bad'],
]);

/** Runs the action of a key; returns false when the key has none. */
export function pressKey(event: KeyboardEvent, now: Compared, acts: Comparing): boolean {
  const { key, shiftKey, target } = event;
  const move = MOVES.get(key);
  // The line between the pictures has arrows of its own.
  if (move !== undefined && target instanceof HTMLInputElement) return false;
  if (move !== undefined && (shiftKey || move.x === 0)) acts.move(move);
  else if (key === 'ArrowLeft') acts.step(-1);
  else if (key === 'ArrowRight') acts.step(1);
  else if (key === '+' || key === '=') acts.zoom(1.5);
  else if (key === '-') acts.zoom(1 / 1.5);
  else return pressLetter(key.toLowerCase(), now, acts);
  return true;
}

function pressLetter(key: string, now: Compared, acts: Comparing): boolean {
  const vote = VOTES.get(key);
  if (key === 'd') download(now);
  else if (key === 'w') acts.whole();
  else if (now.alone !== null) return false;
  else if (vote !== undefined) acts.vote(vote);
  else if (key === 'a' || key === 'b') acts.focus(key === 'a' ? 'A' : 'B');
  else if (key === 'f') acts.focus(now.focused === 'A' ? 'B' : 'A');
  else if (key === 's') acts.mode(now.mode === 'slider' ? 'beside' : 'slider');
  else return false;
  return true;
}

/** Only a link saves a file under its own name. */
function download({ focused }: Compared): void {
  const own = `.compare [data-download="${focused}"]`;
  document.querySelector<HTMLAnchorElement>(`${own}, .compare [data-download="alone"]`)?.click();
}
