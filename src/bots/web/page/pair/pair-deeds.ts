import type { Chat } from '../chat.ts';
import type { PageStore } from '../store.ts';
import type { Leaving } from './leaving.ts';
import type { PairActs } from './pair-acts.ts';
import { slotKey, slotOf, type SideName } from './pairs.ts';

export interface PairParts {
  readonly chat: Chat;
  readonly store: PageStore;
  readonly leaving: Leaving;
}

/** What people do with pairs, as the page does it. */
export function pairActs({ chat, store, leaving }: PairParts): PairActs {
  return {
    press: (id) => void chat.press(id),
    copy: (text, said) => {
      // Over plain addresses browsers let no page copy: people then copy what they are told.
      if (navigator.clipboard === undefined) return store.say(text);
      navigator.clipboard.writeText(text).then(
        () => store.say(said),
        () => store.say(text),
      );
    },
    useAgain: (prompt) => chat.composer.use(prompt),
    refuse: (why) => store.say(why),
    compare: (pair, side) => {
      const shown = (one: SideName) =>
        slotOf(pair, one, store.state).shown?.facts.generation ?? null;
      chat.comparing.open(pair.batch_id, side, { A: shown('A'), B: shown('B') });
    },
    react: (...args) => void chat.react(...args),
    step: ({ pair, side, attempts, shown }, by) => {
      const at = shown === undefined ? -1 : attempts.indexOf(shown);
      const next = attempts[at + by];
      if (next === undefined) return;
      const chosen = new Map(store.state.shown);
      // Whoever has come to the newest attempt sees the next one too.
      if (next === attempts.at(-1)) chosen.delete(slotKey(pair, side));
      else chosen.set(slotKey(pair, side), next.facts.generation);
      store.set({ shown: chosen });
    },
    remove: (generation) => leaving.remove(generation),
    keep: (generation) => leaving.keep(generation),
  };
}
