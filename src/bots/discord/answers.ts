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
import type { PlacedReply } from '../../core/studio/show/in-place.ts';
import { words } from '../../core/words/words.ts';
import { asSurfaceError, isApiError, refusalIn } from './errors.ts';
import { modalOf } from './forms.ts';
import { localeOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import type { Pictures } from './pictures.ts';
import { picturesOf, renderPrivate, WHOLE_FILE } from './render-private.ts';
import { type NativeBody, render } from './render.ts';
import { fitLines } from './text.ts';
import { withheld } from './withheld.ts';

export type Answerable = Exclude<RepliableInteraction, AutocompleteInteraction>;

/** Gives the header as the first answer to a command, in public. */
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

/** Finds the answer that took effect although Discord's confirmation was lost. */
async function afterFailedAnswer(interaction: Answerable, cause: unknown): Promise<SentMessage> {
  if (cause instanceof SurfaceError) throw cause;
  if (isApiError(cause, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
    try {
      return { id: (await interaction.fetchReply()).id, memo: null };
    } catch (lost) {
      throw new SurfaceError('unknown', 'an answer was posted and could not be read', {
        cause: lost,
      });
    }
  }
  // Too late to answer, and surely not posted: the header is posted like any other message.
  if (isApiError(cause, RESTJSONErrorCodes.UnknownInteraction)) {
    throw new SurfaceError('transient', 'the command could not be answered in time', { cause });
  }
  throw asSurfaceError(cause, 'post');
}

/** Says a sentence to this person alone, as the first or as a later answer; when Discord refuses its words, says that. */
export async function sayPrivately(interaction: Answerable, text: string): Promise<void> {
  try {
    await say(interaction, text);
  } catch (cause) {
    const refusal = refusalIn(cause);
    if (refusal === undefined) throw cause;
    await say(interaction, words(localeOf(interaction.locale)).filtered_private(refusal.said));
  }
}

async function say(interaction: Answerable, text: string): Promise<void> {
  // Some sentences list all valid values.
  const [content = ''] = fitLines([{ text }], LIMITS.content).texts;
  if (interaction.deferred && interaction.ephemeral === true) {
    await interaction.editReply({ content });
  } else if (interaction.replied || interaction.deferred) {
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  } else {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  }
}

/** Answers an interaction with the reply of a use case. */
export async function answerPress(
  interaction: Answerable,
  reply: PlacedReply,
  { pictures, locale }: { readonly pictures: Pictures; readonly locale: Locale },
): Promise<void> {
  switch (reply.type) {
    case 'shown':
      return;
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

/** Answers a press by its own message: unlike an edit, this does not count against the channel's limit. */
export async function answerInPlace(interaction: UnderMessage, body: NativeBody): Promise<void> {
  const { content, components } = body;
  const flags = content === undefined ? MessageFlags.IsComponentsV2 : MessageFlags.SuppressEmbeds;
  try {
    await acknowledge(() =>
      interaction.update({ ...(content === undefined ? {} : { content }), components, flags }),
    );
  } catch (cause) {
    throw asSurfaceError(cause, 'post');
  }
}

type UnderMessage = ButtonInteraction | ModalMessageModalSubmitInteraction;

/** Whether the interaction came from a message, which then shows the result. */
export function isUnderMessage(interaction: Answerable): interaction is UnderMessage {
  return interaction.isModalSubmit() ? interaction.isFromMessage() : interaction.isButton();
}

type OnMessage =
  | Extract<Answerable, MessageComponentInteraction>
  | ModalMessageModalSubmitInteraction;

/** Whether the button, or the form's button, is on a card that only this person sees. */
function isOnPrivateCard(interaction: Answerable): interaction is OnMessage {
  if (interaction.isModalSubmit() && !interaction.isFromMessage()) return false;
  if (!interaction.isModalSubmit() && !interaction.isMessageComponent()) return false;
  return interaction.message.flags.has(MessageFlags.Ephemeral);
}

/** Puts what became of a private card in its place. */
export async function answerAfter(
  interaction: Answerable,
  reply: PressReply,
  { pictures, locale }: { readonly pictures: Pictures; readonly locale: Locale },
): Promise<void> {
  if (reply.type === 'said') return sayPrivately(interaction, reply.text);
  if (reply.type === 'card') await fill(interaction, reply.card, pictures, locale);
}

/** Acknowledges at once, because pictures take a moment. The card replaces the private card that it answers. */
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
  await fill(interaction, card, pictures, locale);
}

/** Shows the card in the answer that was given. */
async function fill(
  interaction: Answerable,
  card: Card,
  pictures: Pictures,
  locale: Locale,
): Promise<void> {
  try {
    await edit(interaction, card, pictures, locale);
  } catch (cause) {
    const refusal = refusalIn(cause);
    if (refusal === undefined) throw cause;
    const plain = refusal.about === 'picture' ? card : withheld(card, locale);
    const shown = refusal.about === 'picture' ? null : pictures;
    await edit(interaction, plain, shown, locale).catch((again: unknown) => {
      const { said } = refusalIn(again) ?? refusal;
      return sayPrivately(interaction, words(locale).filtered_private(said));
    });
  }
}

const NO_PICTURES: Awaited<ReturnType<Pictures['small']>> = new Map();

/** `pictures` null: the card comes without its pictures. */
async function edit(
  interaction: Answerable,
  card: Card,
  pictures: Pictures | null,
  locale: Locale,
): Promise<void> {
  const files = (await pictures?.small(picturesOf(card), card.picture?.key)) ?? NO_PICTURES;
  const names = new Map([...files].map(([key, { name }]) => [key, name]));
  const more =
    card.original === undefined ? [] : (pictures?.originalLines(card.original, locale) ?? []);
  const { body, whole } = renderPrivate(withLines(card, more), names, locale);
  const text = whole === null ? [] : [{ name: WHOLE_FILE, attachment: Buffer.from(whole) }];
  await interaction.webhook.editMessage('@original', {
    components: body.components,
    flags: MessageFlags.IsComponentsV2,
    files: [...files.values(), ...text],
    attachments: [],
  });
}

/** "Already acknowledged" answers a retry whose first try took effect. */
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

/** Whether an answer came too late, or was given already. */
export function isMissedAnswer(cause: unknown): boolean {
  return (
    isApiError(cause, RESTJSONErrorCodes.UnknownInteraction) ||
    isApiError(cause, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}
