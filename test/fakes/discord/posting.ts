import type { FakeChannel } from './channel.ts';
import { fill, rewrite } from './compose.ts';
import {
  badField,
  cannotMessageUser,
  missingAccess,
  missingPermissions,
  notTheAuthor,
  unknownMessage,
} from './errors.ts';
import { type Ground, isoTime } from './ground.ts';
import type { Json } from './json.ts';
import { FakeMessage, MESSAGE_TYPE } from './message.ts';
import { PERMISSION } from './permissions.ts';
import type { Upload } from './uploads.ts';
import { formed } from './validate.ts';
import { messageEdit, type NewMessage, newMessage } from './validate-message.ts';
import type { World } from './world.ts';

const NONCE_MS = 5 * 60 * 1000;
const DM_UPLOAD = 10 * 1024 * 1024;

/** Bytes that one request may upload to a channel. */
export function uploadLimit(channel: FakeChannel): number {
  return channel.guild?.maxUpload ?? DM_UPLOAD;
}

/** What the bot does to messages with its own token. */
export class Posting {
  readonly #ground: Ground;
  readonly #world: World;

  constructor(ground: Ground, world: World) {
    this.#ground = ground;
    this.#world = world;
  }

  /** A message as the bot sees it, with links that hold. */
  show(message: FakeMessage): Json {
    return this.#ground.cdn.signed(message.toApi(this.#world.bot.id));
  }

  post(channel: FakeChannel, body: unknown, uploads: readonly Upload[]): Json {
    const form = formed(newMessage, body);
    this.#mayPost(channel, form, uploads);
    const { nonce = null, enforce_nonce: once, message_reference: target } = form;
    const earlier = once ? this.#earlier(channel, nonce) : undefined;
    if (earlier) return this.#echo(earlier);
    const reference = target ? this.#reference(channel, target) : undefined;
    const message = new FakeMessage({
      id: this.#ground.ids.next(),
      channelId: channel.id,
      author: this.#world.bot,
      timestamp: isoTime(this.#ground),
      type: reference?.message ? MESSAGE_TYPE.reply : MESSAGE_TYPE.default,
    });
    message.nonce = nonce;
    message.reference = reference;
    fill(this.#ground, message, { form, uploads, maxUpload: uploadLimit(channel) });
    channel.all.push(message);
    channel.emit('MESSAGE_CREATE', this.#echo(message), 'message');
    return this.#echo(message);
  }

  /** Only an answer to the author, and the event, name the nonce. */
  #echo(message: FakeMessage): Json {
    const { nonce } = message;
    return nonce === null ? this.show(message) : { ...this.show(message), nonce };
  }

  #mayPost(channel: FakeChannel, form: NewMessage, uploads: readonly Upload[]): void {
    const send = channel.isThread ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages;
    if (channel.recipient?.refusesDms) throw cannotMessageUser();
    if (!channel.botMay(PERMISSION.viewChannel)) throw missingAccess();
    if (!channel.botMay(send)) throw missingPermissions();
    if (uploads.length > 0 && !channel.botMay(PERMISSION.attachFiles)) throw missingPermissions();
    if (form.message_reference && !channel.botMay(PERMISSION.readMessageHistory)) {
      const code = 'REPLIES_UNSUPPORTED_BECAUSE_OF_MISSING_PERMISSION';
      const words = 'Cannot reply without permission to read message history';
      throw badField(['message_reference'], code, words, true);
    }
  }

  #earlier(channel: FakeChannel, nonce: string | number | null): FakeMessage | undefined {
    if (nonce === null) throw badField(['nonce'], 'BASE_TYPE_REQUIRED', 'enforce_nonce needs one');
    const since = this.#ground.clock.now() - NONCE_MS;
    return channel.all.find(
      (one) => one.nonce === nonce && Date.parse(one.timestamp) > since && !one.deleted,
    );
  }

  #reference(
    channel: FakeChannel,
    target: NonNullable<NewMessage['message_reference']>,
  ): FakeMessage['reference'] {
    const elsewhere = (target.channel_id ?? channel.id) !== channel.id;
    const found = elsewhere ? undefined : channel.find(target.message_id);
    const message = found?.ephemeralFor ? undefined : found;
    if (message) return { channelId: channel.id, message };
    if (target.fail_if_not_exists === false) return undefined;
    throw badField(
      ['message_reference'],
      'REPLIES_UNKNOWN_MESSAGE',
      'Unknown message',
      // Somebody may have deleted it meanwhile.
      true,
    );
  }

  /** A public message that the bot can see; the service’s refusal otherwise. */
  find(channel: FakeChannel, messageId: string): FakeMessage {
    if (!channel.botMay(PERMISSION.viewChannel)) throw missingAccess();
    const message = channel.find(messageId);
    if (message === undefined || message.ephemeralFor) throw unknownMessage();
    return message;
  }

  edit(channel: FakeChannel, messageId: string, body: unknown, uploads: readonly Upload[]): Json {
    const form = formed(messageEdit, body);
    const message = this.find(channel, messageId);
    if (message.author !== this.#world.bot) throw notTheAuthor();
    if (uploads.length > 0 && !channel.botMay(PERMISSION.attachFiles)) throw missingPermissions();
    rewrite(this.#ground, message, { form, uploads, maxUpload: uploadLimit(channel) });
    channel.emit('MESSAGE_UPDATE', this.show(message), 'message');
    return this.show(message);
  }

  remove(channel: FakeChannel, messageId: string): void {
    const message = this.find(channel, messageId);
    const own = message.author === this.#world.bot;
    if (!own && !channel.botMay(PERMISSION.manageMessages)) throw missingPermissions();
    this.#world.deleteMessage(channel, message);
  }
}
