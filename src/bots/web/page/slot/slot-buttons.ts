import type { CardButton, State } from '../model.ts';
import type { Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';

/** What costs credits or changes a side: the asker and admins may press it. */
const CHANGING: ReadonlySet<string> = new Set([
  'cancel',
  'act_cancel',
  'retry',
  'rewrite',
  'reroll',
  'edit',
  'regenerate',
  'repost',
  'tone',
  'angle',
  'delete',
]);
const FOR_ADMINS: ReadonlySet<string> = new Set(['promote']);

/** A button of a side. `action`: what it does. */
export interface SlotButton {
  readonly action: string;
  readonly id: string;
  readonly label: string;
}

/** The buttons of the attempt that a slot shows, by what they do. */
export function buttonsOf({ shown }: Slot): ReadonlyMap<string, SlotButton> {
  const rows = shown?.message?.card?.rows ?? [];
  return new Map(rows.flat().flatMap(withAction));
}

function withAction({ action, id, label }: CardButton): [string, SlotButton][] {
  return action === null ? [] : [[action, { action, id, label }]];
}

/** Why this person may not press what does this; null when they may. */
export function whyNot({ pair }: Slot, { me }: State, action: string): string | null {
  if (CHANGING.has(action) && !pair.may_change) return pair.why_not;
  return FOR_ADMINS.has(action) && me?.admin === false ? say.admins_only() : null;
}
