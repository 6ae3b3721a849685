import type { Message, PairFacts } from '../model.ts';
import type { Slot, SideName } from './pairs.ts';

/** What people do with a pair. */
export interface PairActs {
  readonly press: (id: string) => void;
  /** Copies a text, and says so. */
  readonly copy: (text: string, said: string) => void;
  /** Puts a prompt into the composer. */
  readonly useAgain: (prompt: string) => void;
  /** Says why a button does nothing for this person. */
  readonly refuse: (why: string) => void;
  readonly compare: (pair: PairFacts, side: SideName) => void;
  readonly react: (message: Message, emoji: string, present: boolean) => void;
  /** Shows the attempt so many before or after the one that is shown. */
  readonly step: (slot: Slot, by: -1 | 1) => void;
  /** Deletes the image in a while, unless it is kept before. */
  readonly remove: (generation: string) => void;
  readonly keep: (generation: string) => void;
}
