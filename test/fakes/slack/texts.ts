import { z } from 'zod';

/** Slack counts the characters of JavaScript's strings. */
export function textOf(max: number, min = 1): z.ZodString {
  return z
    .string()
    .min(min, `must be more than ${min - 1} characters`)
    .max(max, `must be less than ${max + 1} characters`);
}

/** A text without markup. */
export function plainText(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: textOf(max),
    emoji: z.boolean().optional(),
  });
}

/** A text of either kind. */
export function anyText(max: number) {
  const markdown = z.strictObject({
    type: z.literal('mrkdwn'),
    text: textOf(max),
    verbatim: z.boolean().optional(),
  });
  return z.discriminatedUnion('type', [plainText(max), markdown]);
}

const CONFIRM_TITLE = 100;
const CONFIRM_TEXT = 300;
const CONFIRM_BUTTON = 30;

/** The question that Slack asks before it sends a press. */
export const confirm = z.strictObject({
  title: plainText(CONFIRM_TITLE),
  text: z.union([plainText(CONFIRM_TEXT), anyText(CONFIRM_TEXT)]),
  confirm: plainText(CONFIRM_BUTTON),
  deny: plainText(CONFIRM_BUTTON),
  style: z.enum(['primary', 'danger']).optional(),
});

/** An option of a list. `value` has at most 150 characters (slackblocks, spec/limits.json). */
export const option = z.strictObject({
  text: plainText(75),
  value: textOf(150),
  description: plainText(75).optional(),
});
/** An option of radio buttons and checkboxes, whose texts may have markup. */
export const richOption = z.strictObject({
  text: anyText(75),
  value: textOf(150),
  description: anyText(75).optional(),
});

export const id = textOf(255);
