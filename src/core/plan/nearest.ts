import { closestMatch } from 'leven';
import { DIPTYCH_WORDS, OPTION_NAMES, SETTINGS } from '../chat/command.ts';

/** A word that nobody mistypes by more letters. */
const MOST_EDITS = 2;
/** No name is longer, and the comparison is slow for long texts. */
const MAX_LENGTH = 40;

/** The option that a name was meant for; undefined when it is like none. */
export function nearestOption(name: string): string | undefined {
  return nearest(name, OPTION_NAMES);
}

/** The command that a word behind a slash was meant for: "/generate", or "/diptych help" and its like. */
export function nearestCommand(word: string): string {
  const found = nearest(word, ['generate', 'diptych', SETTINGS, ...DIPTYCH_WORDS]);
  if (found === undefined || found === 'generate') return '/generate';
  return found === 'diptych' ? '/diptych help' : `/diptych ${found}`;
}

function nearest(typed: string, known: readonly string[]): string | undefined {
  const name = typed.slice(0, MAX_LENGTH).toLowerCase();
  const maxDistance = Math.min(MOST_EDITS, Math.floor(name.length / 2));
  return closestMatch(name, known, { maxDistance });
}
