import { type Command, parseCommand, TYPED_OPTIONS } from '../../../../core/chat/command.ts';
import { MISSING, typedOptions, withoutOption } from '../../../../core/chat/typed-options.ts';
import { CHIPS, type ChipName, type Choice, type Chosen } from './state.ts';

/** What a chip shows: nothing, what the line says, or what was chosen. */
export interface Shown {
  readonly text: string;
  /** Whether the line says it. */
  readonly typed: boolean;
}

/** What is set for each option that has a chip. The line goes before what was chosen. */
export function shownOptions(
  line: string,
  chosen: Chosen,
): Readonly<Partial<Record<ChipName, Shown | undefined>>> {
  const said = saidIn(line);
  const shown = (name: ChipName): Shown | undefined => {
    const text = said.get(name);
    const choice = chosen[name];
    if (text !== undefined) return { text, typed: true };
    return choice && { text: shortOf(name, choice), typed: false };
  };
  return Object.fromEntries(CHIPS.map((name) => [name, shown(name)]));
}

/** The options that the line and the chips ask for together. */
export function askedOptions(
  { options }: Extract<Command, { type: 'generate' }>,
  chosen: Chosen,
): Readonly<Record<string, string>> {
  const standing = CHIPS.flatMap((name) => {
    // A model that the line names has a tier of its own.
    if (name === 'tier' && options.model !== undefined) return [];
    const choice = chosen[name];
    return choice === undefined ? [] : [[name, choice.value] as const];
  });
  return { ...Object.fromEntries(standing), ...options };
}

/** The tier and the model that are asked for so far. */
export function wishOf(line: string, chosen: Chosen = {}): Readonly<Record<string, string>> {
  const command = parseCommand(line);
  if (command.type !== 'generate') return {};
  const options = Object.entries(askedOptions(command, chosen));
  return Object.fromEntries(options.filter(([name]) => name === 'tier' || name === 'model'));
}

/**
 * What stays chosen when a line was sent: all but the count. How many pairs is a matter of one line, and would spend
 * credits again and again.
 */
export function chosenAfterSending(chosen: Chosen): Chosen {
  return withoutChoice(chosen, 'count');
}

export function withoutChoice(chosen: Chosen, option: ChipName): Chosen {
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== option));
}

/** The line without what it says of the option. */
export function lineWithout(line: string, option: ChipName): string {
  return withoutOption(line, option, TYPED_OPTIONS);
}

/** What the line says of each option; the last one counts. */
function saidIn(line: string): ReadonlyMap<string, string> {
  if (parseCommand(line).type !== 'generate') return new Map();
  const said = typedOptions(line, TYPED_OPTIONS).filter(({ value }) => value !== MISSING);
  return new Map(said.map(({ name, value }) => [name, value]));
}

/** "Portrait" of "Portrait · 896x1344"; of a tier its name, without its models. */
function shortOf(name: ChipName, { label, value }: Choice): string {
  return name === 'tier' ? value : (label.split(' · ')[0] ?? label);
}
