import { type Ground, INTENT } from './ground.ts';
import type { Json } from './json.ts';
import type { FakeMessage } from './message.ts';
import { DM_PERMISSIONS, effective, PERMISSION } from './permissions.ts';
import type { FakeUser } from './user.ts';

export const CHANNEL_TYPE = {
  text: 0,
  dm: 1,
  news: 5,
  publicThread: 11,
  privateThread: 12,
} as const;

const ALL = (1n << 50n) - 1n;

/** The server that a channel is in. */
export interface ChannelHome {
  readonly id: string;
  readonly locale: string;
  readonly maxUpload: number;
  readonly botPermissions: bigint;
  readonly botRoleId: string;
}

export interface ChannelSeed {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly position: number;
  readonly denied: bigint;
  readonly guild?: ChannelHome | undefined;
  readonly parent?: FakeChannel | undefined;
  readonly recipient?: FakeUser;
}

/** A text channel, a thread or a direct message, as the bot’s side of it. */
export class FakeChannel {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly guild: ChannelHome | undefined;
  readonly parent: FakeChannel | undefined;
  readonly recipient: FakeUser | undefined;
  /** Private ones included; oldest first. */
  readonly all: FakeMessage[] = [];
  deleted = false;
  readonly #ground: Ground;
  readonly #position: number;
  #denied: bigint;

  constructor(ground: Ground, seed: ChannelSeed) {
    this.#ground = ground;
    this.id = seed.id;
    this.type = seed.type;
    this.name = seed.name;
    this.guild = seed.guild;
    this.parent = seed.parent;
    this.recipient = seed.recipient;
    this.#position = seed.position;
    this.#denied = seed.denied;
  }

  get isThread(): boolean {
    return this.type === CHANNEL_TYPE.publicThread || this.type === CHANNEL_TYPE.privateThread;
  }

  /** What the bot may do here. */
  get botPermissions(): bigint {
    if (this.guild === undefined) return DM_PERMISSIONS;
    return effective(this.guild.botPermissions, this.#denied | (this.parent?.denied ?? 0n));
  }

  get denied(): bigint {
    return this.#denied;
  }

  botMay(permission: bigint): boolean {
    return (this.botPermissions & permission) !== 0n;
  }

  /** Takes permissions from the bot in this channel. */
  deny(permissions: bigint): void {
    this.#denied |= permissions;
    this.#changed();
  }

  /** Gives back the denied permissions; all of them unless told. */
  allow(permissions = ALL): void {
    this.#denied &= ~permissions;
    this.#changed();
  }

  find(messageId: string): FakeMessage | undefined {
    return this.all.find((one) => one.id === messageId && !one.deleted);
  }

  /** Sends an event of this channel, unless the bot cannot see it. */
  emit(t: string, d: Json, kind: 'message' | 'reaction' | 'channel'): void {
    if (kind !== 'channel' && !this.botMay(PERMISSION.viewChannel)) return;
    const where = this.guild === undefined ? {} : { guild_id: this.guild.id };
    this.#ground.emit({ t, d: { ...where, ...d }, intent: this.#intent(kind) });
  }

  #intent(kind: 'message' | 'reaction' | 'channel'): number {
    if (kind === 'channel') return INTENT.guilds;
    if (this.guild === undefined) {
      return kind === 'message' ? INTENT.directMessages : INTENT.directMessageReactions;
    }
    return kind === 'message' ? INTENT.guildMessages : INTENT.guildMessageReactions;
  }

  #changed(): void {
    if (this.guild === undefined) throw new Error('a direct message has no permissions to change');
    this.emit(this.isThread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', this.toApi(), 'channel');
  }

  toApi(): Json {
    const last = this.all.findLast((one) => one.ephemeralFor === undefined);
    const base = { id: this.id, type: this.type, flags: 0, last_message_id: last?.id ?? null };
    if (this.recipient) return { ...base, recipients: [this.recipient.toApi()] };
    return {
      ...base,
      name: this.name,
      guild_id: this.guild?.id,
      parent_id: this.parent?.id ?? null,
      rate_limit_per_user: 0,
      ...(this.isThread ? this.#threadApi() : this.#textApi()),
    };
  }

  #textApi(): Json {
    const overwrites = [
      { id: this.guild?.botRoleId, type: 0, allow: '0', deny: this.#denied.toString() },
    ];
    return {
      position: this.#position,
      topic: null,
      nsfw: false,
      permission_overwrites: this.#denied === 0n ? [] : overwrites,
    };
  }

  #threadApi(): Json {
    return {
      owner_id: '0',
      message_count: this.all.length,
      member_count: 1,
      total_message_sent: this.all.length,
      thread_metadata: {
        archived: false,
        archive_timestamp: new Date(this.#ground.clock.now()).toISOString(),
        auto_archive_duration: 1440,
        locked: false,
      },
    };
  }
}
