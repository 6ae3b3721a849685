import { charactersOf } from '../../../../core/base/written.ts';
import { MAX_LINE, parseCommand } from '../../../../core/chat/command.ts';
import { MAX_PROMPT } from '../../../../core/domain/prompt-limit.ts';

/** The part of a limit from which on people see how much is left. */
const NEAR = 0.9;

export interface Counted {
  readonly count: number;
  readonly most: number;
}

/** How long the line is, once it comes near to what a prompt or a line may have; null before. */
export function countedLine(line: string): Counted | null {
  // No text has more characters than units.
  if (line.length < MAX_PROMPT * NEAR) return null;
  if (line.length >= MAX_LINE * NEAR) return { count: line.length, most: MAX_LINE };
  const command = parseCommand(line);
  if (command.type !== 'generate') return null;
  const count = charactersOf(command.options.prompt ?? '', MAX_PROMPT);
  return count < MAX_PROMPT * NEAR ? null : { count, most: MAX_PROMPT };
}
