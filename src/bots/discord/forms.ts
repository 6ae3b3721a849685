import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  type ModalSubmitFields,
  TextInputStyle,
} from 'discord.js';
import type { Form, FormField } from '../../core/chat/card.ts';
import { MAX_ATTACHMENTS } from '../../core/chat/command.ts';
import { cut } from '../../core/base/text.ts';
import { LIMITS } from './limits.ts';
import { escapeText } from './text.ts';

/** Stands for an empty choice: Discord takes no empty value. */
const EMPTY = '-';

/** A form as a modal. Pure. */
export function modalOf({
  id,
  title,
  about,
  fields,
}: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title: cut(title, LIMITS.modalTitle),
    components: [...(about === undefined ? [] : [textDisplay(about)]), ...fields.map(labelled)],
  };
}

function textDisplay(text: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: escapeText(text) };
}

function labelled(field: FormField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: cut(field.label, LIMITS.fieldLabel),
    component: componentOf(field),
  };
}

function componentOf(field: FormField): APIComponentInLabel {
  const { name, kind, value, required, maxLength = LIMITS.fieldText, options = [] } = field;
  switch (kind) {
    case 'choice':
      // More than a select takes are typed: none is left out, and the use case knows their names.
      if (options.length > LIMITS.choices) return componentOf({ ...field, kind: 'text' });
      return {
        type: ComponentType.StringSelect,
        custom_id: name,
        required,
        options: options.map((one) => ({
          value: one.value === '' ? EMPTY : one.value,
          label: cut(one.label, LIMITS.choiceName),
          default: one.value === value,
        })),
      };
    case 'several': {
      const offered = options.slice(0, LIMITS.choices);
      const chosen = value.split(',');
      return {
        type: ComponentType.StringSelect,
        custom_id: name,
        required,
        min_values: required ? 1 : 0,
        max_values: offered.length,
        options: offered.map((one) => ({
          value: one.value,
          label: cut(one.label, LIMITS.choiceName),
          default: chosen.includes(one.value),
        })),
      };
    }
    case 'files':
      return {
        type: ComponentType.FileUpload,
        custom_id: name,
        required,
        min_values: required ? 1 : 0,
        max_values: MAX_ATTACHMENTS,
      };
    case 'text':
    case 'long':
      return {
        type: ComponentType.TextInput,
        custom_id: name,
        style: kind === 'long' ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required,
        max_length: Math.min(maxLength, LIMITS.fieldText),
        ...(value === '' ? {} : { value: cut(value, Math.min(maxLength, LIMITS.fieldText)) }),
      };
  }
}

/** A form's answers by the names of its fields; files are left out. */
export function valuesOf({ fields }: ModalSubmitFields): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, field] of fields) {
    if (field.type === ComponentType.TextInput) values.set(name, field.value);
    if (field.type === ComponentType.StringSelect) {
      values.set(name, field.values.filter((one) => one !== EMPTY).join(','));
    }
  }
  return Object.fromEntries(values);
}
