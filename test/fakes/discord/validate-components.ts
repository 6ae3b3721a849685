import { z } from 'zod';
import { COMPONENT, type Component } from './component.ts';
import { snowflake } from './validate.ts';

const id = z.int().min(0).nullish();
export const customId = z.string().min(1).max(100);

const EMOJI = /^\p{RGI_Emoji}$/v;
const isEmoji = (name: string) => EMOJI.test(name) || EMOJI.test(`${name}\uFE0F`);

const emoji = z
  .strictObject({
    id: snowflake.nullish(),
    name: z.string().max(32).nullish(),
    animated: z.boolean().nullish(),
  })
  .refine((one) => Boolean(one.id) || isEmoji(one.name ?? ''), 'Invalid emoji');

const LINK = 5;
const button = z
  .strictObject({
    type: z.literal(COMPONENT.button),
    id,
    style: z.int().min(1).max(LINK),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: z
      .url({ protocol: /^(https?|discord)$/u })
      .max(512)
      .nullish(),
    disabled: z.boolean().nullish(),
  })
  .refine((one) => (one.style === LINK) === Boolean(one.url), 'Only a link button has a url')
  .refine((one) => (one.style !== LINK) === Boolean(one.custom_id), 'Needs a custom id or a url')
  .refine((one) => Boolean(one.label) || Boolean(one.emoji), 'Needs a label or an emoji');

const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: z.boolean().nullish(),
  emoji: emoji.nullish(),
});

const choosing = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

function unique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** A choice of given options, in a message or a form. */
export const stringSelect = z
  .strictObject({
    type: z.literal(COMPONENT.stringSelect),
    ...choosing,
    options: z.array(option).min(1).max(25),
  })
  .refine((one) => unique(one.options.map(({ value }) => value)), 'Option values repeat')
  .refine((one) => (one.min_values ?? 1) <= (one.max_values ?? 1), 'min_values over max_values')
  .refine((one) => (one.max_values ?? 1) <= one.options.length, 'max_values over the options')
  .refine(
    (one) => one.options.filter((each) => each.default).length <= (one.max_values ?? 1),
    'More defaults than max_values',
  );

const AUTO_SELECTS = [
  COMPONENT.userSelect,
  COMPONENT.roleSelect,
  COMPONENT.mentionableSelect,
  COMPONENT.channelSelect,
];
const autoSelect = z.strictObject({
  type: z.literal(AUTO_SELECTS),
  ...choosing,
  channel_types: z.array(z.int()).nullish(),
  default_values: z.array(z.strictObject({ id: snowflake, type: z.string() })).nullish(),
});

const row = z.strictObject({
  type: z.literal(COMPONENT.row),
  id,
  components: z
    .array(z.discriminatedUnion('type', [button, stringSelect, autoSelect]))
    .min(1)
    .max(5)
    .refine(
      (all) => all.length === 1 || all.every((one) => one.type === COMPONENT.button),
      'A row holds buttons, or one select',
    ),
});

const media = z.strictObject({ url: z.string().min(1).max(2048) });
const description = z.string().min(1).max(1024).nullish();
const spoiler = z.boolean().nullish();

/** Text between other components. */
export const textDisplay = z.strictObject({
  type: z.literal(COMPONENT.textDisplay),
  id,
  content: z
    .string()
    .max(4000)
    .refine((text) => text.trim() !== '', 'This field is required'),
});
const thumbnail = z.strictObject({
  type: z.literal(COMPONENT.thumbnail),
  id,
  media,
  description,
  spoiler,
});
const section = z.strictObject({
  type: z.literal(COMPONENT.section),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const mediaGallery = z.strictObject({
  type: z.literal(COMPONENT.mediaGallery),
  id,
  items: z.array(z.strictObject({ media, description, spoiler })).min(1).max(10),
});
const file = z.strictObject({
  type: z.literal(COMPONENT.file),
  id,
  spoiler,
  file: media.refine((one) => one.url.startsWith('attachment://'), 'Must name an upload'),
});
const separator = z.strictObject({
  type: z.literal(COMPONENT.separator),
  id,
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const inner = [row, textDisplay, section, mediaGallery, file, separator] as const;
const container = z.strictObject({
  type: z.literal(COMPONENT.container),
  id,
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', inner)).min(1).max(40),
});

/** A message's components under Components V2. */
export const layout: z.ZodType<Component[]> = z
  .array(z.discriminatedUnion('type', [...inner, container]))
  .max(40);

/** A classic message's components. */
export const rows: z.ZodType<Component[]> = z.array(row).max(5);
