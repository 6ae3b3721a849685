import type { Checkboxes, InputBlock, ModalView, PlainTextInput, StaticSelect } from '@slack/types';
import { z } from 'zod';
import type { Form, FormField } from '../../core/chat/card.ts';
import { cut } from '../../core/base/text.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';
import { fileInfoSchema, type SlackFileInfo } from './file-info.ts';
import { LIMITS } from './limits.ts';
import { textBlocks } from './rich-text.ts';
import { plain } from './text.ts';
import { encodeMeta, type ViewMeta } from './view-meta.ts';

/** Stands for an empty choice: Slack takes no empty value. */
const EMPTY = '-';
/** The id of what a person fills in; the block's id is the field's name. */
const VALUE = 'value';

/** A form as Slack shows it. Pure. */
export function formView(form: Form, meta: ViewMeta, locale: Locale): ModalView {
  return {
    type: 'modal',
    callback_id: form.id,
    title: plain(form.title, LIMITS.viewTitle),
    submit: plain(form.submit, LIMITS.viewSubmit),
    private_metadata: encodeMeta(meta),
    blocks: [
      ...(form.about === undefined ? [] : textBlocks([{ text: form.about }])),
      ...form.fields.map((field) => inputOf(field, locale)),
    ].slice(0, LIMITS.viewBlocks),
  };
}

function inputOf(field: FormField, locale: Locale): InputBlock {
  const hint = hintOf(field, locale);
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, LIMITS.fieldLabel),
    element: elementOf(field),
    optional: !field.required,
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.fieldHint) }),
  };
}

/** The field's own hint, and what Slack's forms cannot do. */
function hintOf({ kind, value, hint, maxLength }: FormField, locale: Locale): string | undefined {
  const say = words(locale);
  const { fieldFiles, fieldFileBytes, fieldText } = LIMITS;
  const isCut = (kind === 'long' || kind === 'text') && value.length > mostOf(maxLength);
  const hints = [
    ...(hint === undefined ? [] : [hint]),
    ...(kind === 'files' ? [say.slack_files(fieldFiles, fieldFileBytes / MEGABYTE)] : []),
    ...(isCut ? [say.slack_text_cut(fieldText)] : []),
  ];
  return hints.length === 0 ? undefined : hints.join(' ');
}

function elementOf(field: FormField): InputBlock['element'] {
  const { kind, value, options = [] } = field;
  switch (kind) {
    case 'choice':
      // What a list does not take is typed: nothing is left out, and the use case knows the names.
      return isList(options) ? choiceInput(value, options) : textInput(field);
    case 'several':
      return checkboxes(value, options);
    case 'files':
      return {
        type: 'file_input',
        action_id: VALUE,
        filetypes: ['png', 'jpg', 'jpeg', 'webp'],
        max_files: LIMITS.fieldFiles,
      };
    case 'text':
    case 'long':
      return textInput(field);
  }
}

function isList(options: NonNullable<FormField['options']>): boolean {
  const fits = options.every(({ value }) => value.length <= LIMITS.optionValue);
  return fits && options.length > 0 && options.length <= LIMITS.options;
}

function choiceInput(value: string, options: NonNullable<FormField['options']>): StaticSelect {
  const native = options.map((one) => ({
    text: plain(one.label, LIMITS.optionLabel),
    value: one.value === '' ? EMPTY : one.value,
  }));
  const chosen = native[options.findIndex((one) => one.value === value)];
  return {
    type: 'static_select',
    action_id: VALUE,
    options: native,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  };
}

function checkboxes(value: string, options: NonNullable<FormField['options']>): Checkboxes {
  const chosen = value.split(',');
  const native = options.slice(0, LIMITS.checkboxes).map((one) => {
    return { text: plain(one.label, LIMITS.optionLabel), value: one.value };
  });
  const initial = native.filter((one) => chosen.includes(one.value));
  return {
    type: 'checkboxes',
    action_id: VALUE,
    options: native,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

function textInput({ kind, value, maxLength }: FormField): PlainTextInput {
  const max = mostOf(maxLength);
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: kind === 'long',
    max_length: max,
    ...(value === '' ? {} : { initial_value: cut(value, max) }),
  };
}

/** UTF-16 units of a typed answer. */
function mostOf(maxLength: number = LIMITS.fieldText): number {
  return Math.min(maxLength, LIMITS.fieldText);
}

const answerSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  files: z.array(fileInfoSchema).nullish(),
});
const stateSchema = z.record(z.string(), z.record(z.string(), answerSchema));

/** A form's answers by the names of its fields, from `view.state.values`; files are left out. Throws for other values. */
export function valuesOf(state: unknown): Record<string, string> {
  const answers = Object.entries(stateSchema.parse(state)).flatMap(
    ([name, { [VALUE]: answer }]) => {
      const several = answer?.selected_options?.map((one) => one.value).join(',');
      const value = several ?? answer?.selected_option?.value ?? answer?.value;
      if (typeof value !== 'string') return [];
      return [[name, answer?.selected_option != null && value === EMPTY ? '' : value] as const];
    },
  );
  return Object.fromEntries(answers);
}

/** The files of a form, from `view.state.values`. Throws for other values. */
export function filesIn(state: unknown): readonly SlackFileInfo[] {
  const files = Object.values(stateSchema.parse(state)).flatMap(
    ({ [VALUE]: one }) => one?.files ?? [],
  );
  return files.slice(0, LIMITS.fieldFiles);
}

/** The errors of a submission: the sentence at the first field that can show one. None for a view without fields. */
export function errorsFor(
  { blocks }: { readonly blocks: readonly { readonly type: string; readonly block_id?: string }[] },
  text: string,
): Record<string, string> {
  const first = blocks.find(({ type, block_id: id }) => type === 'input' && id !== undefined);
  return first?.block_id === undefined ? {} : { [first.block_id]: cut(text, LIMITS.text) };
}
