import {
  type ApplicationCommandOptionChoiceData,
  type Attachment as DiscordAttachment,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
} from 'discord.js';
import { MAX_ATTACHMENTS, OPTION_NAMES } from '../../core/chat/command.ts';
import { cut } from '../../core/base/text.ts';
import type { Suggestion } from '../../core/plan/suggest.ts';
import type { Attachment } from '../../core/ports/attachment.ts';
import type { TypedOption } from '../../core/studio/ask/offers.ts';
import { LIMITS } from './limits.ts';

/** The contents of a `/generate`. */
export interface Sent {
  readonly options: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** Names of the options that take an image each. */
export const REFERENCE_OPTIONS: readonly string[] = Array.from(
  { length: MAX_ATTACHMENTS },
  (_, index) => (index === 0 ? 'reference' : `reference${index + 1}`),
);

export function sentByCommand({ options }: ChatInputCommandInteraction): Sent {
  const given = OPTION_NAMES.flatMap((name) => {
    const value = options.get(name)?.value;
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  const files = REFERENCE_OPTIONS.flatMap((name) => options.getAttachment(name) ?? []);
  return { options: Object.fromEntries(given), attachments: files.map(attachmentOf) };
}

/** The files of a form, which may be none; its other answers are read by `valuesOf`. */
export function filesOfForm({ fields }: ModalSubmitInteraction): readonly Attachment[] {
  return [...fields.fields.values()].flatMap(({ type, customId }) => {
    const files = type === ComponentType.FileUpload ? fields.getUploadedFiles(customId) : null;
    return [...(files?.values() ?? [])].map(attachmentOf);
  });
}

/** The type that Discord declares is the sender's word, or missing: the bytes decide it later. */
function attachmentOf({ name, size, url }: DiscordAttachment): Attachment {
  return { name, bytes: size, source: url };
}

/** The text behind the word of `/diptych`: the value of its only option. */
export function restOf({ options }: ChatInputCommandInteraction): string {
  const value = options.data[0]?.options?.[0]?.value ?? '';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** The option that somebody is typing, with what they chose before it. */
export function typedOption({ options }: AutocompleteInteraction): TypedOption {
  const { name, value } = options.getFocused(true);
  const tier = options.getString('tier') ?? undefined;
  return {
    option: name,
    typed: value,
    wish: { tier, model: options.getString('model') ?? undefined },
  };
}

export function choiceOf({ value, label }: Suggestion): ApplicationCommandOptionChoiceData<string> {
  return { value, name: cut(label, LIMITS.choiceName) };
}
