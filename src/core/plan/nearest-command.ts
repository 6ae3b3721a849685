import { similarName } from '../base/nearest.ts';
import { DIPTYCH_WORDS } from '../chat/command.ts';

/** The command that a word behind a slash was meant for: "/generate", or "/diptych help" and its like. */
export function nearestCommand(word: string): string {
  const found = similarName(word, ['generate', 'diptych', ...DIPTYCH_WORDS]);
  if (found === undefined || found === 'generate') return '/generate';
  return found === 'diptych' ? '/diptych help' : `/diptych ${found}`;
}
