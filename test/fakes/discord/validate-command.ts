import { z } from 'zod';
import { asJson } from './json.ts';

export const OPTION = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export const COMMAND = { chatInput: 1, user: 2, message: 3 } as const;

const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';
const locale = z.enum(LOCALES.split(' '));

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const chatName = z
  .string()
  .regex(NAME, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name must be lower-case');
const menuName = z.string().min(1).max(32);
const description = z.string().min(1).max(100);
const localized = (text: z.ZodType<string>) => z.partialRecord(locale, text).nullish();

const value = z.union([z.string().min(1).max(100), z.number()]);
const choice = z.strictObject({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)),
  value,
});

const named = {
  name: chatName,
  name_localizations: localized(chatName),
  description,
  description_localizations: localized(description),
};

const VALUE_TYPES = Object.values(OPTION).filter((type) => type > OPTION.subcommandGroup);

const option = z
  .strictObject({
    ...named,
    type: z.literal(VALUE_TYPES),
    required: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    autocomplete: z.boolean().nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
    channel_types: z.array(z.int()).nullish(),
  })
  .refine((one) => !(one.autocomplete && one.choices?.length), 'Choices or autocomplete, not both')
  .refine((one) => fitting(one.type, one.choices ?? []), 'A choice of the wrong type')
  .refine((one) => once((one.choices ?? []).map(({ name }) => name)), 'Choice names repeat')
  .refine((one) => !one.autocomplete || typed(one.type), 'No autocomplete for this type')
  .refine((one) => !one.choices?.length || typed(one.type), 'No choices for this type');

/** An option that takes a value. */
export type ValueOption = z.infer<typeof option>;

function typed(type: number): boolean {
  return type === OPTION.string || type === OPTION.integer || type === OPTION.number;
}

function fitting(type: number, choices: readonly { value: string | number }[]): boolean {
  const wanted = type === OPTION.string ? 'string' : 'number';
  return choices.every((one) => typeof one.value === wanted);
}

function once(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

const options = z
  .array(option)
  .max(25)
  .refine((all) => once(all.map(({ name }) => name)), 'Option names repeat')
  .refine(requiredFirst, 'Required options must be placed before non-required options')
  .nullish();

function requiredFirst(all: readonly ValueOption[]): boolean {
  const firstFree = all.findIndex((one) => !one.required);
  return firstFree < 0 || all.slice(firstFree).every((one) => !one.required);
}

const required = z.null().optional();
const subcommand = z.strictObject({ ...named, type: z.literal(1), required, options });
const subcommandGroup = z.strictObject({
  ...named,
  type: z.literal(2),
  required,
  options: z.array(subcommand).min(1).max(25),
});
const nested = z
  .array(z.discriminatedUnion('type', [subcommand, subcommandGroup]))
  .min(1)
  .max(25)
  .refine((all) => once(all.map(({ name }) => name)), 'Option names repeat');

const shared = {
  id: z.string().nullish(),
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z.array(z.int().min(0).max(2)).min(1).refine(distinct, 'Contexts repeat').nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).refine(distinct, 'Repeated').nullish(),
};

function distinct(all: readonly number[]): boolean {
  return new Set(all).size === all.length;
}

const chatInput = z.strictObject({
  ...named,
  ...shared,
  type: z.literal(COMMAND.chatInput).nullish(),
  options,
});
const chatInputNested = chatInput.extend({ options: nested });
const contextMenu = z.strictObject({
  ...shared,
  type: z.literal([COMMAND.user, COMMAND.message]),
  name: menuName,
  name_localizations: localized(menuName),
  // The client library's builders send it empty; the service takes that only.
  description: z.literal('').nullish(),
  options: z.array(z.never()).max(0).nullish(),
});

/** One command as an application registers it. */
export type CommandForm =
  | z.infer<typeof chatInput>
  | z.infer<typeof chatInputNested>
  | z.infer<typeof contextMenu>;

/** The shape that fits the command's own type. */
export function commandShape(body: unknown): z.ZodType<CommandForm> {
  const { type, options: given } = asJson(body);
  if (type === COMMAND.user || type === COMMAND.message) return contextMenu;
  const first = asJson(Array.isArray(given) ? given[0] : undefined)['type'];
  const isNested = first === OPTION.subcommand || first === OPTION.subcommandGroup;
  return isNested ? chatInputNested : chatInput;
}

interface Worded {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly description?: string | null | undefined;
  readonly description_localizations?:
    | Readonly<Record<string, string | undefined>>
    | null
    | undefined;
  readonly value?: string | number;
  readonly options?: readonly Worded[] | null | undefined;
  readonly choices?: readonly Worded[] | null | undefined;
}

/** Characters of a command, counting each text by its longest language. */
export function commandLength(one: Worded): number {
  const name = longest(one.name, one.name_localizations);
  const words = longest(one.description ?? '', one.description_localizations);
  const own = name + words + (typeof one.value === 'string' ? one.value.length : 0);
  const inner = [...(one.options ?? []), ...(one.choices ?? [])];
  return inner.reduce((sum, each) => sum + commandLength(each), own);
}

function longest(text: string, others: Worded['name_localizations']): number {
  const all = [text, ...Object.values(others ?? {})];
  return Math.max(...all.map((one) => (one ?? '').length));
}
