import { z } from 'zod';
import { confirm, id, option, plainText, richOption, textOf } from './texts.ts';

const placeholder = plainText(150).optional();
const focus = z.boolean().optional();
const base = { action_id: id.optional() };
const asks = { confirm: confirm.optional() };
const options = z.array(option).min(1).max(100);
const group = z.strictObject({ label: plainText(75), options });

export const button = z.strictObject({
  type: z.literal('button'),
  ...base,
  ...asks,
  text: plainText(75),
  value: textOf(2_000).optional(),
  url: z.url().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: textOf(75).optional(),
});

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...base,
    ...asks,
    placeholder,
    focus_on_load: focus,
    options: options.optional(),
    option_groups: z.array(group).min(1).max(100).optional(),
    initial_option: option.optional(),
  })
  .refine(
    (one) => (one.options === undefined) !== (one.option_groups === undefined),
    'must define either `options` or `option_groups`',
  )
  .refine(({ options: all, option_groups: groups, initial_option: first }) => {
    if (first === undefined) return true;
    const known = [...(all ?? []), ...(groups ?? []).flatMap((one) => one.options)];
    // The whole option has to be the same, not its value alone.
    return known.some((one) => JSON.stringify(one) === JSON.stringify(first));
  }, 'initial_option must be one of the options');

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...base,
  ...asks,
  placeholder,
  focus_on_load: focus,
  initial_option: option.optional(),
  min_query_length: z.number().int().min(0).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...base,
  ...asks,
  options: z
    .array(option.extend({ url: z.url().max(3_000).optional() }))
    .min(1)
    .max(5),
});

const radio = z.strictObject({
  type: z.literal('radio_buttons'),
  ...base,
  ...asks,
  focus_on_load: focus,
  options: z.array(richOption).min(1).max(10),
  initial_option: richOption.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...base,
  ...asks,
  focus_on_load: focus,
  options: z.array(richOption).min(1).max(10),
  initial_options: z.array(richOption).min(1).max(10).optional(),
});

const dispatch = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
  })
  .optional();
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...base,
  placeholder,
  focus_on_load: focus,
  initial_value: z.string().max(3_000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3_000).optional(),
  max_length: z.number().int().min(1).max(3_000).optional(),
  dispatch_action_config: dispatch,
});
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...base,
  placeholder,
  focus_on_load: focus,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  dispatch_action_config: dispatch,
});
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...base,
  filetypes: z
    .array(z.string().regex(/^[a-z0-9]+$/))
    .min(1)
    .optional(),
  max_files: z.number().int().min(1).max(10).optional(),
});

/** An image by a public address, or by a file that Slack holds: never both. */
export const imageSource = {
  alt_text: textOf(2_000),
  image_url: z
    .url({ protocol: /^https?$/ })
    .max(3_000)
    .optional(),
  slack_file: z
    .union([
      z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }),
      z.strictObject({ url: z.url().max(3_000) }),
    ])
    .optional(),
};
export function hasOneSource(one: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (one.image_url === undefined) !== (one.slack_file === undefined);
}
export const ONE_SOURCE = 'must define either `image_url` or `slack_file`';

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource })
  .refine(hasOneSource, ONE_SOURCE);

/** What stands in a row of actions. */
export const actionElement = z.union([
  button,
  staticSelect,
  externalSelect,
  overflow,
  radio,
  checkboxes,
]);
/** What stands beside a section's text. */
export const accessory = z.union([actionElement, imageElement]);
/** What stands in an input block of a form; a file only in a form. */
export const inputElement = z.union([
  textInput,
  numberInput,
  staticSelect,
  externalSelect,
  radio,
  checkboxes,
  fileInput,
]);
export type InputElement = z.infer<typeof inputElement>;
