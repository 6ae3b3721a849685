import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Form, FormField } from '../../core/chat/card.ts';
import { cut } from '../../core/base/text.ts';
import type { Locale } from '../../core/domain/person.ts';
import { fileInfoSchema, type SlackFileInfo } from './file-info.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';
import { encodeMeta, type ViewMeta } from './view-meta.ts';

/** Stands for an empty choice: Slack takes no empty value. */
const EMPTY = '-';
/** The id of what a person fills in; the block's id is the field's name. */
const VALUE = 'value';

/** A form as Slack shows it. Pure. */
export function formView(
  { id, title, submit, fields }: Form,
  meta: ViewMeta,
  _locale: Locale,
): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title, LIMITS.viewTitle),
    submit: plain(submit, LIMITS.viewSubmit),
    private_metadata: encodeMeta(meta),
    blocks: fields.slice(0, LIMITS.viewBlocks).map(inputOf),
  };
}

function inputOf(field: FormField): InputBlock {
  const { name, label, required, hint } = field;
  return {
    type: 'input',
    block_id: name,
    label: plain(label, LIMITS.fieldLabel),
    element: elementOf(field),
    optional: !required,
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.fieldHint) }),
  };
}

function elementOf(field: FormField): InputBlock['element'] {
  const { kind, value, maxLength = LIMITS.fieldText, options = [] } = field;
  switch (kind) {
    case 'choice': {
      // More than a select takes are typed: none is left out, and the use case knows their names.
      if (options.length > LIMITS.options) return elementOf({ ...field, kind: 'text' });
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
    case 'files':
      return { type: 'file_input', action_id: VALUE, max_files: LIMITS.fieldFiles };
    case 'text':
    case 'long': {
      const max = Math.min(maxLength, LIMITS.fieldText);
      return {
        type: 'plain_text_input',
        action_id: VALUE,
        multiline: kind === 'long',
        max_length: max,
        ...(value === '' ? {} : { initial_value: cut(value, max) }),
      };
    }
  }
}

const answerSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  files: z.array(fileInfoSchema).nullish(),
});
const stateSchema = z.record(z.string(), z.record(z.string(), answerSchema));

/** A form's answers by the names of its fields, from `view.state.values`; files are left out. Throws for other values. */
export function valuesOf(state: unknown): Record<string, string> {
  const answers = Object.entries(stateSchema.parse(state)).flatMap(
    ([name, { [VALUE]: answer }]) => {
      const value = answer?.selected_option?.value ?? answer?.value;
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
