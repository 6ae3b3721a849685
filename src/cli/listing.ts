import type { Command } from 'commander';
import { unknownWord } from './unknown-word.ts';
import { roomOf } from './table/table.ts';

/** Makes the lines of a listing. `width` is the columns that there are for it; `Infinity` for a pipe. */
export type Listing<Flags> = (flags: Flags, width: number) => readonly string[];

export interface ListingText {
  readonly description: string;
  /** Adds its options to a command. */
  readonly options?: (command: Command) => void;
}

/** Adds `list` to a group of commands. The group alone lists too: `diptych models` is `diptych models list`. */
export function addListing<Flags extends object>(
  group: Command,
  { description, options = () => undefined }: ListingText,
  listing: Listing<Flags>,
  out: (text: string) => void,
): void {
  const print = (command: Command) => {
    // Commander gives an option that both have to the group.
    const flags = command.optsWithGlobals<Flags>();
    out(listing(flags, roomOf(process.stdout)).join('\n'));
  };
  const list = group.command('list').description(`${description}; "list" may be left out`);
  options(list);
  list.action((_flags, command: Command) => print(command));
  options(group);
  group
    .argument('[command]')
    .usage('[command]')
    .action((word: string | undefined, _flags, command: Command) => {
      if (word !== undefined) unknownWord(command, word);
      print(command);
    });
}
