import type { Command } from 'commander';
import { similarName } from '../core/base/nearest.ts';

/** Refuses a word that is no command of `group`, with the nearest one, or with all of them. Throws a `CommanderError`. */
export function unknownWord(group: Command, word: string): never {
  const names = group.commands.map((one) => one.name());
  const near = similarName(word, names);
  const hint = near === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean ${near}?`;
  return group.error(`error: unknown command '${word}'\n(${hint})`, {
    code: 'commander.unknownCommand',
  });
}

/** The command of `program` that a word names, or `program` itself without one. Throws a `CommanderError`. */
export function helpOf(program: Command, word: string | undefined): Command {
  if (word === undefined) return program;
  return program.commands.find((one) => one.name() === word) ?? unknownWord(program, word);
}
