import type { FakeChannel } from './channel.ts';
import type { Commands, FakeCommand } from './commands.ts';
import { COMPONENT } from './component.ts';
import { type Ground, isoTime } from './ground.ts';
import type { FakeGuild } from './guild.ts';
import { ANSWER } from './callbacks.ts';
import { type FakeInteraction, INTERACTION } from './interaction.ts';
import type { Interactions } from './interactions.ts';
import type { Json } from './json.ts';
import { FakeMessage, MESSAGE_TYPE } from './message.ts';
import { selectData, submitData } from './modal-submit.ts';
import { impossible, type PersonFile } from './person-files.ts';
import { addReaction, readEmoji, removeReaction } from './reactions.ts';
import { type OptionValue, slashData } from './slash.ts';
import type { FakeUser } from './user.ts';
import { COMMAND } from './validate-command.ts';
import type { World } from './world.ts';

export interface PersonParts {
  readonly ground: Ground;
  readonly world: World;
  readonly commands: Commands;
  readonly interactions: Interactions;
}

export interface PersonSeat {
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly locale: string;
}

export interface SlashMore {
  readonly attachments?: Readonly<Record<string, PersonFile>>;
  /** `name`, or `group name`. */
  readonly subcommand?: string;
}

/** A person at a client, in one channel. Throws what the client would not let through. */
export class Person {
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly locale: string;
  readonly #parts: PersonParts;

  constructor(parts: PersonParts, seat: PersonSeat) {
    this.#parts = parts;
    this.user = seat.user;
    this.channel = seat.channel;
    this.locale = seat.locale;
  }

  /** The same person somewhere else. */
  in(channel: FakeChannel): Person {
    return new Person(this.#parts, { user: this.user, channel, locale: this.locale });
  }

  slash(
    name: string,
    values: Readonly<Record<string, OptionValue>> = {},
    more: SlashMore = {},
  ): FakeInteraction {
    return this.#type(INTERACTION.command, name, values, more);
  }

  /** The choices for one option, while it is typed. */
  autocomplete(
    name: string,
    values: Readonly<Record<string, OptionValue>>,
    focused: string,
    more: SlashMore = {},
  ): FakeInteraction {
    const all = { ...values, [focused]: values[focused] ?? '' };
    return this.#type(INTERACTION.autocomplete, name, all, more, focused);
  }

  /** A button; one that is no longer there is pressed all the same, by a client that has not seen it go. */
  press(messageId: string, customId: string): FakeInteraction {
    const message = this.#message(messageId);
    const type = message.everPressable.get(customId) ?? COMPONENT.button;
    const id = message.component(customId)?.id;
    const data = { custom_id: customId, component_type: type, ...(id && { id }) };
    return this.#send(INTERACTION.component, data, message);
  }

  /** Options of a select menu. */
  choose(messageId: string, customId: string, values: readonly string[]): FakeInteraction {
    const message = this.#message(messageId);
    const component = message.component(customId);
    if (component === undefined || component.disabled) throw impossible(`no select ${customId}`);
    return this.#send(INTERACTION.component, selectData(component, values), message);
  }

  /** Sends the form that answered `modalOf`. Once sent and answered it is closed. */
  submit(
    modalOf: FakeInteraction,
    values: Readonly<Record<string, string | readonly string[]>> = {},
    files: Readonly<Record<string, readonly PersonFile[]>> = {},
  ): FakeInteraction {
    const { answer, submissions, message } = modalOf;
    if (answer?.type !== ANSWER.modal || !answer.modal) throw impossible('there is no form');
    if (modalOf.user !== this.user) throw impossible('the form is somebody else’s');
    if (submissions.some((one) => !one.failed)) throw impossible('the form was sent');
    const data = submitData(this.#parts.ground, answer.modal, { values, files });
    const sent = this.#send(INTERACTION.modal, data, message, modalOf);
    submissions.push(sent);
    return sent;
  }

  /** A command of a message’s context menu. */
  menu(name: string, messageId: string): FakeInteraction {
    const message = this.#message(messageId);
    if (message.ephemeralFor) throw impossible('a private message has no such menu');
    const { id, type, guildId } = this.#command(COMMAND.message, name);
    return this.#send(INTERACTION.command, {
      id,
      name,
      type,
      target_id: messageId,
      ...(guildId && { guild_id: guildId }),
      resolved: { messages: { [messageId]: message.toApi(this.#parts.world.bot.id) } },
    });
  }

  react(messageId: string, emoji: string, { burst = false } = {}): void {
    addReaction({ ...this.#touch(messageId), emoji: readEmoji(emoji), burst });
  }

  unreact(messageId: string, emoji: string, { burst = false } = {}): void {
    const touch = { ...this.#touch(messageId), emoji: readEmoji(emoji), burst };
    if (!removeReaction(touch)) throw impossible(`there is no ${emoji} of hers`);
  }

  /** A message of her own. */
  say(content: string): FakeMessage {
    const { ground, world } = this.#parts;
    const message = new FakeMessage({
      id: ground.ids.next(),
      channelId: this.channel.id,
      author: this.user,
      timestamp: isoTime(ground),
      type: MESSAGE_TYPE.default,
    });
    message.content = content;
    this.channel.all.push(message);
    const mentionsBot = content.includes(`<@${world.bot.id}>`);
    // Without the privileged intent a server's messages come without their words.
    const shown = this.channel.guild === undefined || mentionsBot ? content : '';
    const d = { ...message.toApi(world.bot.id), content: shown };
    this.channel.emit('MESSAGE_CREATE', d, 'message');
    return message;
  }

  /** What she sees, private answers to her included, oldest first. */
  sees(): readonly FakeMessage[] {
    if (this.channel.deleted) return [];
    return this.channel.all.filter((one) => one.visibleTo(this.user.id));
  }

  get #guild(): FakeGuild | undefined {
    return this.#parts.world.guildOf(this.channel);
  }

  #message(id: string): FakeMessage {
    const message = this.sees().find((one) => one.id === id);
    if (message === undefined) throw impossible(`${this.user.name} sees no message ${id}`);
    return message;
  }

  #touch(messageId: string) {
    const message = this.#message(messageId);
    if (message.ephemeralFor) throw impossible('a private message takes no reactions');
    return { channel: this.channel, guild: this.#guild, message, user: this.user };
  }

  #type(
    type: number,
    name: string,
    values: Readonly<Record<string, OptionValue>>,
    { attachments = {}, subcommand }: SlashMore,
    focused?: string,
  ): FakeInteraction {
    const command = this.#command(COMMAND.chatInput, name);
    const typed = { values, attachments, subcommand, focused };
    return this.#send(type, slashData(this.#parts.ground, command, typed));
  }

  #command(type: number, name: string): FakeCommand {
    const { commands } = this.#parts;
    const guildId = this.channel.guild?.id;
    const all = [...(guildId ? commands.list(guildId) : []), ...commands.list(null)];
    const found = all.find(
      (one) => one.type === type && one.name === name && this.#offered(one.form),
    );
    if (found === undefined) throw impossible(`the command ${name} is not offered here`);
    return found;
  }

  #offered(form: FakeCommand['form']): boolean {
    const guild = this.#guild;
    if (guild === undefined) return form.contexts?.includes(1) ?? form.dm_permission ?? true;
    if (form.contexts && !form.contexts.includes(0)) return false;
    const needed = BigInt(form.default_member_permissions ?? 0);
    if (form.default_member_permissions === '0') return false;
    return (guild.permissionsOf(this.user.id) & needed) === needed;
  }

  #send(
    type: number,
    data: Json,
    message?: FakeMessage,
    trigger?: FakeInteraction,
  ): FakeInteraction {
    if (this.channel.deleted) throw impossible('the channel is gone');
    const { user, channel, locale } = this;
    const place = { user, channel, locale, guild: this.#guild };
    return this.#parts.interactions.send({ ...place, type, data, message, trigger });
  }
}
