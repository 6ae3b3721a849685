import { z } from 'zod';
import { placed } from './component.ts';
import { fill, rewrite } from './compose.ts';
import { badField, unknownMessage } from './errors.ts';
import { type Ground, isoTime } from './ground.ts';
import { type FakeInteraction, INTERACTION, type InteractionAnswer } from './interaction.ts';
import { asJson, type Json } from './json.ts';
import { numberAll } from './layout.ts';
import { FLAG, FakeMessage, MESSAGE_TYPE } from './message.ts';
import { type Posting, uploadLimit } from './posting.ts';
import type { Upload } from './uploads.ts';
import { formed } from './validate.ts';
import { interactionMessage, messageEdit } from './validate-message.ts';
import { modalForm } from './validate-modal.ts';
import type { World } from './world.ts';

export const ANSWER = {
  message: 4,
  deferred: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

const callback = z.strictObject({
  type: z.int().min(ANSWER.message).max(ANSWER.modal),
  data: z.unknown().optional(),
});

const deferral = z
  .strictObject({ flags: z.union([z.literal(0), z.literal(FLAG.ephemeral)]).nullish() })
  .nullish();

const choice = z.strictObject({
  name: z.string().min(1).max(100),
  name_localizations: z.record(z.string(), z.string().min(1).max(100)).nullish(),
  value: z.union([z.string().max(100), z.number()]),
});
const choices = z.strictObject({ choices: z.array(choice).max(25) });

/** Turns the body of a callback into what the person sees. */
export class Callbacks {
  readonly #ground: Ground;
  readonly #world: World;
  readonly #posting: Posting;

  constructor(ground: Ground, world: World, posting: Posting) {
    this.#ground = ground;
    this.#world = world;
    this.#posting = posting;
  }

  answer(i: FakeInteraction, body: unknown, uploads: readonly Upload[]): InteractionAnswer {
    const { type, data } = formed(callback, body);
    if ((type === ANSWER.choices) !== (i.type === INTERACTION.autocomplete)) throw wrongType(type);
    if (type === ANSWER.message) return { type, message: this.#reply(i, data, uploads) };
    if (type === ANSWER.deferred) return { type, message: this.#defer(i, data) };
    if (type === ANSWER.deferredUpdate) return this.#deferUpdate(i, data);
    if (type === ANSWER.update) return { type, message: this.#update(i, data, uploads) };
    if (type === ANSWER.choices) return { type, ...formed(choices, data, ['data']) };
    return this.#modal(i, data);
  }

  #reply(i: FakeInteraction, data: unknown, uploads: readonly Upload[]): FakeMessage {
    const message = this.write(i, data, uploads, ['data']);
    i.original = message;
    return message;
  }

  /** A new message through an interaction, private if its flags say so. */
  write(
    i: FakeInteraction,
    data: unknown,
    uploads: readonly Upload[],
    at: readonly string[] = [],
  ): FakeMessage {
    const form = formed(interactionMessage, data, at);
    const message = this.#blank(i);
    const maxUpload = uploadLimit(i.channel);
    fill(this.#ground, message, { form, uploads, maxUpload }, FLAG.ephemeral);
    this.#publish(i, message);
    return message;
  }

  #defer(i: FakeInteraction, data: unknown): FakeMessage {
    const flags = formed(deferral, data, ['data'])?.flags ?? 0;
    const message = this.#blank(i);
    message.flags = FLAG.loading | flags;
    this.#publish(i, message);
    i.original = message;
    return message;
  }

  #blank(i: FakeInteraction): FakeMessage {
    const message = new FakeMessage({
      id: this.#ground.ids.next(),
      channelId: i.channel.id,
      author: this.#world.bot,
      timestamp: isoTime(this.#ground),
      type: messageType(i),
    });
    message.applicationId = this.#ground.applicationId;
    message.interactionMetadata = metadata(i);
    if (i.message) message.reference = { channelId: i.channel.id, message: i.message };
    return message;
  }

  #publish(i: FakeInteraction, message: FakeMessage): void {
    if (message.has(FLAG.ephemeral)) message.ephemeralFor = i.user;
    i.channel.all.push(message);
    if (message.ephemeralFor) return;
    i.channel.emit('MESSAGE_CREATE', this.#posting.show(message), 'message');
  }

  #deferUpdate(i: FakeInteraction, data: unknown): InteractionAnswer {
    if (i.message === undefined) throw wrongType(ANSWER.deferredUpdate);
    formed(z.strictObject({}).nullish(), data, ['data']);
    i.original = i.message;
    return { type: ANSWER.deferredUpdate, message: i.message };
  }

  #update(i: FakeInteraction, data: unknown, uploads: readonly Upload[]): FakeMessage {
    if (i.message === undefined) throw wrongType(ANSWER.update);
    if (i.message.deleted) throw unknownMessage();
    this.edit(i, i.message, data, uploads, ['data']);
    i.original = i.message;
    return i.message;
  }

  /** Edits a message through an interaction. */
  edit(
    i: FakeInteraction,
    message: FakeMessage,
    data: unknown,
    uploads: readonly Upload[],
    at: readonly string[] = [],
  ): void {
    const form = formed(messageEdit, data ?? {}, at);
    rewrite(this.#ground, message, { form, uploads, maxUpload: uploadLimit(i.channel) });
    if (message.ephemeralFor) return;
    i.channel.emit('MESSAGE_UPDATE', this.#posting.show(message), 'message');
  }

  #modal(i: FakeInteraction, data: unknown): InteractionAnswer {
    if (i.type === INTERACTION.modal) throw wrongType(ANSWER.modal);
    const {
      custom_id: customId,
      title,
      components,
    } = formed(modalForm, structuredClone(data), ['data']);
    numberAll([...placed(components)]);
    return { type: ANSWER.modal, modal: { customId, title, components } };
  }
}

function wrongType(type: number) {
  const message = `An answer of type ${type} does not fit this interaction`;
  return badField(['type'], 'INTERACTION_CALLBACK_TYPE_INVALID', message);
}

function messageType(i: FakeInteraction): number {
  if (i.message) return MESSAGE_TYPE.reply;
  if (i.type !== INTERACTION.command) return MESSAGE_TYPE.default;
  return asJson(i.payload['data'])['type'] === 1
    ? MESSAGE_TYPE.chatInput
    : MESSAGE_TYPE.contextMenu;
}

function metadata(i: FakeInteraction): Json {
  return {
    id: i.id,
    type: i.type,
    user: i.user.toApi(),
    authorizing_integration_owners: i.payload['authorizing_integration_owners'],
    ...(i.message && { interacted_message_id: i.message.id }),
    ...(i.trigger && { triggering_interaction_metadata: metadata(i.trigger) }),
  };
}
