import { CHANNEL_TYPE, type ChannelHome, FakeChannel } from './channel.ts';
import { type Ground, INTENT, isoTime } from './ground.ts';
import type { Json } from './json.ts';
import { BOT_PERMISSIONS, MEMBER_PERMISSIONS, PERMISSION } from './permissions.ts';
import type { FakeUser } from './user.ts';

export interface GuildOptions {
  readonly name: string;
  /** Of a server that was there before; a new one unless told. */
  readonly id?: string;
  /** False: not there yet for the bot (an outage, or a join to come) until `setReady()`. */
  readonly ready?: boolean;
  readonly botPermissions?: bigint;
  /** Bytes; 10 MiB unless told. */
  readonly maxUpload?: number;
  readonly locale?: string;
}

export interface ChannelOptions {
  readonly name: string;
  readonly id?: string;
  readonly denied?: bigint;
  readonly parent?: FakeChannel;
  readonly type?: number;
  /** The channel for the server’s own notices. */
  readonly system?: boolean;
}

export interface MemberOptions {
  readonly nick?: string;
  /** Ids of roles. */
  readonly roles?: readonly string[];
  /** May manage the server. */
  readonly admin?: boolean;
}

export interface FakeRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
}

export interface FakeMember {
  readonly user: FakeUser;
  nick: string | null;
  roles: readonly string[];
  admin: boolean;
}

const MAX_UPLOAD = 10 * 1024 * 1024;

/** A server that the bot is in. */
export class FakeGuild implements ChannelHome {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly botRoleId: string;
  readonly members = new Map<string, FakeMember>();
  readonly channels: FakeChannel[] = [];
  readonly roles: FakeRole[] = [];
  maxUpload: number;
  ready: boolean;
  readonly #ground: Ground;
  readonly #bot: FakeUser;
  readonly #joinedAt: string;
  // Not the bot: an owner may do everything.
  readonly #ownerId: string;
  #botPermissions: bigint;
  #systemChannelId: string | null = null;

  constructor(ground: Ground, bot: FakeUser, options: GuildOptions) {
    this.#ground = ground;
    this.#bot = bot;
    this.id = options.id ?? ground.ids.next();
    this.botRoleId = ground.ids.next();
    this.name = options.name;
    this.locale = options.locale ?? 'en-US';
    this.maxUpload = options.maxUpload ?? MAX_UPLOAD;
    this.ready = options.ready ?? true;
    this.#botPermissions = options.botPermissions ?? BOT_PERMISSIONS;
    this.#joinedAt = isoTime(ground);
    this.#ownerId = ground.ids.next();
    this.members.set(bot.id, { user: bot, nick: null, roles: [this.botRoleId], admin: false });
  }

  get botPermissions(): bigint {
    return this.#botPermissions;
  }

  /** The server comes within the bot’s sight. */
  setReady(): void {
    this.ready = true;
    this.#ground.emit({ t: 'GUILD_CREATE', d: this.toApi(), intent: INTENT.guilds });
  }

  addChannel(options: ChannelOptions): FakeChannel {
    const type = options.type ?? (options.parent ? CHANNEL_TYPE.publicThread : CHANNEL_TYPE.text);
    const channel = new FakeChannel(this.#ground, {
      id: options.id ?? this.#ground.ids.next(),
      type,
      name: options.name,
      position: this.channels.length,
      denied: options.denied ?? 0n,
      guild: this,
      parent: options.parent,
    });
    this.channels.push(channel);
    if (options.system) this.#systemChannelId = channel.id;
    const t = channel.isThread ? 'THREAD_CREATE' : 'CHANNEL_CREATE';
    if (this.ready) channel.emit(t, channel.toApi(), 'channel');
    if (this.ready && options.system) this.#changed();
    return channel;
  }

  addRole(options: { name: string; permissions?: bigint; id?: string }): FakeRole {
    const { name, permissions = 0n, id = this.#ground.ids.next() } = options;
    const role = { id, name, permissions };
    this.roles.push(role);
    const d = { guild_id: this.id, role: this.#roleApi(role, this.roles.length + 1) };
    if (this.ready) this.#ground.emit({ t: 'GUILD_ROLE_CREATE', d, intent: INTENT.guilds });
    return role;
  }

  addMember(user: FakeUser, options: MemberOptions = {}): FakeMember {
    const { nick = null, roles = [], admin = false } = options;
    const member = { user, nick, roles, admin };
    this.members.set(user.id, member);
    return member;
  }

  /** Changes what the bot’s role grants on the whole server. */
  setBotPermissions(permissions: bigint): void {
    this.#botPermissions = permissions;
    const d = { guild_id: this.id, role: this.#botRoleApi() };
    this.#ground.emit({ t: 'GUILD_ROLE_UPDATE', d, intent: INTENT.guilds });
  }

  /** What a member may do. */
  permissionsOf(userId: string): bigint {
    const member = this.members.get(userId);
    if (member === undefined) return 0n;
    const roles = this.roles.filter((role) => member.roles.includes(role.id));
    const granted = roles.reduce((bits, role) => bits | role.permissions, MEMBER_PERMISSIONS);
    return member.admin ? granted | PERMISSION.manageGuild : granted;
  }

  memberApi(member: FakeMember): Json {
    return {
      user: member.user.toApi(),
      nick: member.nick,
      roles: member.roles,
      avatar: null,
      banner: null,
      joined_at: this.#joinedAt,
      premium_since: null,
      communication_disabled_until: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
    };
  }

  /** What interactions and `GET /guilds/{id}` say of it. */
  baseApi(): Json {
    return {
      ...GUILD_DEFAULTS,
      id: this.id,
      name: this.name,
      owner_id: this.#ownerId,
      preferred_locale: this.locale,
      system_channel_id: this.#systemChannelId,
      roles: [
        this.#roleApi({ id: this.id, name: '@everyone', permissions: 0n }, 0),
        this.#botRoleApi(),
        ...this.roles.map((role, index) => this.#roleApi(role, index + 2)),
      ],
    };
  }

  /** The complete server of GUILD_CREATE. */
  toApi(): Json {
    const me = this.members.get(this.#bot.id);
    const alive = this.channels.filter((one) => !one.deleted);
    return {
      ...this.baseApi(),
      joined_at: this.#joinedAt,
      large: false,
      unavailable: false,
      member_count: this.members.size,
      // Without the members intent the service names only the bot.
      members: me ? [this.memberApi(me)] : [],
      channels: alive.filter((one) => !one.isThread).map((one) => one.toApi()),
      threads: alive.filter((one) => one.isThread).map((one) => one.toApi()),
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  #changed(): void {
    this.#ground.emit({ t: 'GUILD_UPDATE', d: this.baseApi(), intent: INTENT.guilds });
  }

  #botRoleApi(): Json {
    const role = { id: this.botRoleId, name: this.#bot.name, permissions: this.#botPermissions };
    return { ...this.#roleApi(role, 1), managed: true, tags: { bot_id: this.#bot.id } };
  }

  #roleApi(role: FakeRole, position: number): Json {
    return {
      id: role.id,
      name: role.name,
      permissions: role.permissions.toString(),
      position,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      icon: null,
      unicode_emoji: null,
      managed: false,
      mentionable: false,
      flags: 0,
    };
  }
}

const GUILD_DEFAULTS: Json = {
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  description: null,
  features: [],
  emojis: [],
  stickers: [],
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  application_id: null,
  region: 'deprecated',
  verification_level: 1,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw: false,
  nsfw_level: 0,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  vanity_url_code: null,
  max_members: 500_000,
  max_presences: null,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
};
