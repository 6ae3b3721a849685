import type { FakeCommand } from './commands.ts';
import type { Ground } from './ground.ts';
import type { Json } from './json.ts';
import { impossible, type PersonFile, uploadFor } from './person-files.ts';
import { OPTION, type ValueOption } from './validate-command.ts';

export type OptionValue = string | number | boolean;

/** What a person typed. */
export interface Typed {
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly attachments: Readonly<Record<string, PersonFile>>;
  /** `name`, or `group name`. */
  readonly subcommand: string | undefined;
  /** The option under the cursor, while it completes. */
  readonly focused: string | undefined;
}

/** The `data` of a slash command; throws when the client would not send it. */
export function slashData(ground: Ground, command: FakeCommand, typed: Typed): Json {
  const options = optionsAt(command, typed.subcommand);
  const files = new Map<string, Json>();
  checkNames(options, typed);
  if (typed.focused === undefined) checkRequired(options, typed);
  else checkFocus(options, typed.focused);
  const given = Object.entries(typed.values).map(([name, value]) => {
    const option = options.find((one) => one.name === name);
    if (option && name !== typed.focused) checkValue(option, value);
    const focused = name === typed.focused ? { focused: true } : {};
    return { name, type: option?.type, value, ...focused };
  });
  const attached = Object.entries(typed.attachments).map(([name, file]) => {
    const uploaded = uploadFor(ground, file);
    files.set(uploaded.id, uploaded);
    return { name, type: OPTION.attachment, value: uploaded.id };
  });
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId && { guild_id: command.guildId }),
    options: nest([...given, ...attached], typed.subcommand),
    ...(files.size > 0 && { resolved: { attachments: Object.fromEntries(files) } }),
  };
}

interface AnyOption {
  readonly type: number;
  readonly name: string;
  readonly options?: readonly AnyOption[] | null | undefined;
}

function optionsAt(command: FakeCommand, subcommand: string | undefined): readonly ValueOption[] {
  let level: readonly AnyOption[] = command.form.options ?? [];
  for (const name of subcommand?.split(' ') ?? []) {
    const found = level.find((one) => one.name === name && one.type <= OPTION.subcommandGroup);
    if (found === undefined) throw impossible(`/${command.name} has no subcommand ${name}`);
    level = found.options ?? [];
  }
  if (level.some((one) => one.type <= OPTION.subcommandGroup)) {
    throw impossible(`/${command.name} needs a subcommand`);
  }
  return level.filter(takesValue);
}

function takesValue(option: ValueOption | AnyOption): option is ValueOption {
  return option.type > OPTION.subcommandGroup;
}

function nest(options: readonly Json[], subcommand: string | undefined): readonly Json[] {
  const names = subcommand?.split(' ').toReversed() ?? [];
  return names.reduce<readonly Json[]>(
    (inner, name, index) => [
      { name, type: index === 0 ? OPTION.subcommand : OPTION.subcommandGroup, options: inner },
    ],
    options,
  );
}

function checkNames(options: readonly ValueOption[], { values, attachments }: Typed): void {
  for (const name of [...Object.keys(values), ...Object.keys(attachments)]) {
    const type = options.find((one) => one.name === name)?.type;
    if (type === undefined) throw impossible(`there is no option ${name}`);
    if ((type === OPTION.attachment) !== name in attachments) {
      throw impossible(`${name} has another type`);
    }
  }
}

function checkRequired(options: readonly ValueOption[], { values, attachments }: Typed): void {
  const missing = options.find(
    (one) => one.required && !(one.name in values) && !(one.name in attachments),
  );
  if (missing) throw impossible(`the option ${missing.name} is required`);
}

function checkFocus(options: readonly ValueOption[], name: string): void {
  if (options.find((one) => one.name === name)?.autocomplete) return;
  throw impossible(`the option ${name} does not complete`);
}

function checkValue(option: ValueOption, value: OptionValue): void {
  const { name, choices } = option;
  if (!fitsType(option, value)) throw impossible(`${name} cannot be ${JSON.stringify(value)}`);
  if (choices?.length && !choices.some((one) => one.value === value)) {
    throw impossible(`${name} has no choice ${JSON.stringify(value)}`);
  }
}

function fitsType(option: ValueOption, value: OptionValue): boolean {
  if (option.type === OPTION.boolean) return typeof value === 'boolean';
  if (option.type === OPTION.integer) return Number.isInteger(value) && inRange(option, value);
  if (option.type === OPTION.number) return typeof value === 'number' && inRange(option, value);
  if (typeof value !== 'string') return false;
  if (option.type !== OPTION.string) return /^\d+$/u.test(value);
  return value.length >= (option.min_length ?? 1) && value.length <= (option.max_length ?? 6000);
}

function inRange({ min_value: min, max_value: max }: ValueOption, value: OptionValue): boolean {
  return typeof value === 'number' && value >= (min ?? -(2 ** 53)) && value <= (max ?? 2 ** 53);
}
