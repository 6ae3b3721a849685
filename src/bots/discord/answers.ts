import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  type RepliableInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Card, Line } from '../../core/chat/card.ts';
import type { SentMessage } from '../../core/domain/pair.ts';
import type { Locale } from '../../core/domain/person.ts';
import { type FirstAnswer, SurfaceError } from '../../core/ports/surface.ts';
import type { PressReply } from '../../core/studio/base/reply.ts';
import { asSurfaceError, isApiError } from './errors.ts';
import { modalOf } from './forms.ts';
import { LIMITS } from './limits.ts';
import type { Pictures } from './pictures.ts';
import { picturesOf, renderPrivate, WHOLE_FILE } from './render-private.ts';
import { render } from './render.ts';
import { fitLines } from './text.ts';

export type Answerable = Exclude<RepliableInteraction, AutocompleteInteraction>;

/** The header as the first answer to a command: public, and final for what this interaction can be. */
export function headerAnswer(interaction: Answerable): FirstAnswer {
  return async (card) => {
    try {
      const { resource } = await interaction.reply({ ...headerMessage(card), withResponse: true });
      const id = resource?.message?.id;
      if (id === undefined) throw new SurfaceError('unknown', 'Discord named no message');
      return { id, memo: null };
    } catch (cause) {
      return afterFailedAnswer(interaction, cause);
    }
  };
}

function headerMessage(card: Card) {
  return { components: render(card).components, flags: MessageFlags.IsComponentsV2 } as const;
}

/** The answer that took effect though the word of it was lost. */
async function afterFailedAnswer(interaction: Answerable, cause: unknown): Promise<SentMessage> {
  if (cause instanceof SurfaceError) throw cause;
  if (isApiError(cause, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
    try {
      return { id: (await interaction.fetchReply()).id, memo: null };
    } catch (lost) {
      throw new SurfaceError('unknown', 'an answer stands, and could not be read', { cause: lost });
    }
  }
  // Too late to answer: the header is posted like any other message, and surely does not stand yet.
  if (isApiError(cause, RESTJSONErrorCodes.UnknownInteraction)) {
    throw new SurfaceError('transient', 'the command could not be answered in time', { cause });
  }
  throw asSurfaceError(cause, 'post');
}

/** Says a sentence to nobody but the person, as first or as later answer. */
export async function sayPrivately(interaction: Answerable, text: string): Promise<void> {
  // Some sentences name everything that would be right, and that may be much.
  const [content = ''] = fitLines([{ text }], LIMITS.content).texts;
  if (interaction.deferred && interaction.ephemeral === true) {
    await interaction.editReply({ content });
  } else if (interaction.replied || interaction.deferred) {
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  } else {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  }
}

/** What a press answers. */
export async function answerPress(
  interaction: Answerable,
  reply: PressReply,
  { pictures, locale }: { readonly pictures: Pictures; readonly locale: Locale },
): Promise<void> {
  switch (reply.type) {
    case 'done':
      if (isUnderMessage(interaction)) await interaction.deferUpdate();
      return;
    case 'said':
      return sayPrivately(interaction, reply.text);
    case 'form':
      if (!interaction.isModalSubmit()) await interaction.showModal(modalOf(reply.form));
      return;
    case 'card':
      return showPrivately(interaction, reply.card, pictures, locale);
  }
}

/** Whether there is a message that shows what came of it: nothing needs saying then. */
function isUnderMessage(
  interaction: Answerable,
): interaction is ButtonInteraction | ModalMessageModalSubmitInteraction {
  return interaction.isModalSubmit() ? interaction.isFromMessage() : interaction.isButton();
}

type OnMessage =
  | Extract<Answerable, MessageComponentInteraction>
  | ModalMessageModalSubmitInteraction;

/** Whether what was pressed, or opened the form, stands on a card that only this person sees. */
function isOnPrivateCard(interaction: Answerable): interaction is OnMessage {
  if (interaction.isModalSubmit() && !interaction.isFromMessage()) return false;
  if (!interaction.isModalSubmit() && !interaction.isMessageComponent()) return false;
  return interaction.message.flags.has(MessageFlags.Ephemeral);
}

/** Acknowledged at once: pictures take a moment. A private card takes the place of the one it answers. */
async function showPrivately(
  interaction: Answerable,
  card: Card,
  pictures: Pictures,
  locale: Locale,
): Promise<void> {
  await acknowledge(() =>
    isOnPrivateCard(interaction)
      ? interaction.deferUpdate()
      : interaction.deferReply({ flags: MessageFlags.Ephemeral }),
  );
  const files = await pictures.small(picturesOf(card), card.picture?.key);
  const names = new Map([...files].map(([key, { name }]) => [key, name]));
  const more = card.original === undefined ? [] : pictures.originalLines(card.original, locale);
  const { body, whole } = renderPrivate(withLines(card, more), names, locale);
  const text = whole === null ? [] : [{ name: WHOLE_FILE, attachment: Buffer.from(whole) }];
  await interaction.webhook.editMessage('@original', {
    components: body.components,
    flags: MessageFlags.IsComponentsV2,
    files: [...files.values(), ...text],
    attachments: [],
  });
}

/** "Already acknowledged" is what a retry hears whose first answer was lost: it took effect. */
async function acknowledge(defer: () => Promise<unknown>): Promise<void> {
  try {
    await defer();
  } catch (cause) {
    const { InteractionHasAlreadyBeenAcknowledged } = RESTJSONErrorCodes;
    if (!isApiError(cause, InteractionHasAlreadyBeenAcknowledged)) throw cause;
  }
}

function withLines(card: Card, lines: readonly Line[]): Card {
  return { ...card, lines: [...card.lines, ...lines] };
}

/** Whether an answer failed for reasons that nobody can mend: too late, or given already. */
export function isMissedAnswer(cause: unknown): boolean {
  return (
    isApiError(cause, RESTJSONErrorCodes.UnknownInteraction) ||
    isApiError(cause, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}
