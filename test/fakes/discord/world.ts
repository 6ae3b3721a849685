import { CHANNEL_TYPE, FakeChannel } from './channel.ts';
import { missingAccess, unknownChannel } from './errors.ts';
import { type Ground, INTENT } from './ground.ts';
import { FakeGuild, type GuildOptions } from './guild.ts';
import type { FakeMessage } from './message.ts';
import { FakeUser, type UserOptions } from './user.ts';

/** Everything that exists: servers, people, channels. */
export class World {
  readonly bot: FakeUser;
  readonly guilds = new Map<string, FakeGuild>();
  readonly users = new Map<string, FakeUser>();
  /** Channels of servers that threw the bot out. */
  readonly #left = new Set<string>();
  readonly #dms = new Map<string, FakeChannel>();
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
    // A modern bot's user id is its application's id.
    this.bot = new FakeUser(ground.applicationId, { name: 'Diptych', bot: true });
    this.users.set(this.bot.id, this.bot);
  }

  addGuild(options: GuildOptions): FakeGuild {
    const guild = new FakeGuild(this.#ground, this.bot, options);
    this.guilds.set(guild.id, guild);
    if (guild.ready) guild.setReady();
    return guild;
  }

  /** As an administrator throws the bot out. */
  removeGuild(guild: FakeGuild): void {
    this.guilds.delete(guild.id);
    for (const channel of guild.channels) this.#left.add(channel.id);
    this.#ground.emit({ t: 'GUILD_DELETE', d: { id: guild.id }, intent: INTENT.guilds });
  }

  addUser(options: UserOptions): FakeUser {
    const user = new FakeUser(options.id ?? this.#ground.ids.next(), options);
    this.users.set(user.id, user);
    return user;
  }

  openDm(user: FakeUser, id = this.#ground.ids.next()): FakeChannel {
    const known = this.#dms.get(user.id);
    if (known) return known;
    const seed = { type: CHANNEL_TYPE.dm, name: '', position: 0, denied: 0n, recipient: user };
    const channel = new FakeChannel(this.#ground, { id, ...seed });
    this.#dms.set(user.id, channel);
    return channel;
  }

  findChannel(id: string): FakeChannel | undefined {
    const inGuilds = [...this.guilds.values()].flatMap((guild) => guild.channels);
    return [...inGuilds, ...this.#dms.values()].find((one) => one.id === id && !one.deleted);
  }

  /** The channel, or the service’s refusal. */
  channel(id: string): FakeChannel {
    const channel = this.findChannel(id);
    if (this.#left.has(id)) throw missingAccess();
    if (channel === undefined) throw unknownChannel();
    return channel;
  }

  guildOf(channel: FakeChannel): FakeGuild | undefined {
    return channel.guild && this.guilds.get(channel.guild.id);
  }

  /** As a moderator deletes a channel, its threads included. */
  deleteChannel(channel: FakeChannel): void {
    const guild = this.guildOf(channel);
    for (const thread of guild?.channels.filter((one) => one.parent === channel) ?? []) {
      this.#remove(thread);
    }
    this.#remove(channel);
  }

  #remove(channel: FakeChannel): void {
    channel.deleted = true;
    channel.emit(channel.isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel.toApi(), 'channel');
  }

  /** Takes a message away and says so, unless only one person saw it. */
  deleteMessage(channel: FakeChannel, message: FakeMessage): void {
    message.deleted = true;
    if (message.ephemeralFor) return;
    channel.emit('MESSAGE_DELETE', { id: message.id, channel_id: channel.id }, 'message');
  }
}
