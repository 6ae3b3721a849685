import { commandIn, parseCommand } from '../../../../core/chat/command.ts';
import { nearestCommand } from '../../../../core/plan/nearest-command.ts';
import { say } from './words.ts';

/** Why a line that begins with a word behind a slash is no prompt; undefined for every other line. The hub refuses it too. */
export function unknownWord(line: string): string | undefined {
  const command = parseCommand(line);
  if (command.type === 'diptych') return undefined;
  const word = commandIn(command.options.prompt ?? '');
  return word === undefined ? undefined : say.unknown_word(`/${word}`, nearestCommand(word));
}
