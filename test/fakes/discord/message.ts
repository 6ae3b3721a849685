import type { AttachmentApi, FakeFile } from './cdn.ts';
import { type Component, everyComponent } from './component.ts';
import { type Json, present } from './json.ts';
import type { FakeUser } from './user.ts';

export const FLAG = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export const MESSAGE_TYPE = { default: 0, reply: 19, chatInput: 20, contextMenu: 23 } as const;

export interface Emoji {
  readonly id: string | null;
  readonly name: string;
}

/** Who put one emoji on a message, earliest first. */
export interface Reaction {
  readonly emoji: Emoji;
  readonly users: FakeUser[];
  readonly burst: FakeUser[];
}

export interface MessageSeed {
  readonly id: string;
  readonly channelId: string;
  readonly author: FakeUser;
  readonly timestamp: string;
  readonly type: number;
}

/** A message: fields named as in the API, and what a test wants to know beside them. */
export class FakeMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author: FakeUser;
  readonly timestamp: string;
  readonly type: number;
  content = '';
  flags = 0;
  embeds: readonly Json[] = [];
  components: readonly Component[] = [];
  /** Described uploads; the service leaves them out of the answers of Components V2 messages. */
  attachments: readonly AttachmentApi[] = [];
  edited_timestamp: string | null = null;
  reactions: Reaction[] = [];
  reference: { readonly channelId: string; readonly message: FakeMessage | null } | undefined;
  interactionMetadata: Json | undefined;
  applicationId: string | undefined;
  /** As sent by the author; null when there was none. */
  nonce: string | number | null = null;
  /** How often it was edited. */
  edits = 0;
  /** Uploads that it holds now, shown or not. */
  files: readonly FakeFile[] = [];
  /** Who was notified: `everyone`, `here`, `user:ID`, `role:ID`. */
  pings: readonly string[] = [];
  /** Only this person sees it. */
  ephemeralFor: FakeUser | undefined;
  deleted = false;
  /** Kinds by custom id of every component it ever had: slow clients still press those. */
  readonly everPressable = new Map<string, number>();

  constructor(seed: MessageSeed) {
    this.id = seed.id;
    this.channel_id = seed.channelId;
    this.author = seed.author;
    this.timestamp = seed.timestamp;
    this.type = seed.type;
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  /** Components by custom id as it stands now, nested ones included. */
  component(customId: string): Component | undefined {
    return everyComponent(this.components).find((one) => one.custom_id === customId);
  }

  /** Custom ids as it stands now, in order. */
  get customIds(): readonly string[] {
    return everyComponent(this.components).flatMap((one) => one.custom_id ?? []);
  }

  /** All it says: content, embeds and text displays, a line each. */
  get text(): string {
    const embeds = this.embeds.flatMap((one) => [one['title'], one['description']]);
    const displays = everyComponent(this.components).map((one) => one.content);
    const parts = [this.content, ...embeds, ...displays];
    return parts.filter((one) => typeof one === 'string' && one !== '').join('\n');
  }

  visibleTo(userId: string): boolean {
    return !this.deleted && (this.ephemeralFor === undefined || this.ephemeralFor.id === userId);
  }

  /** As the API shows it to the application `me`. */
  toApi(me: string): Json {
    const reactions = this.reactions.map((one) => reactionApi(one, me));
    return {
      id: this.id,
      channel_id: this.channel_id,
      author: this.author.toApi(),
      content: this.content,
      timestamp: this.timestamp,
      edited_timestamp: this.edited_timestamp,
      tts: false,
      mention_everyone: this.pings.includes('everyone'),
      mentions: [],
      mention_roles: [],
      attachments: this.has(FLAG.componentsV2) ? [] : this.attachments,
      embeds: this.embeds,
      components: this.components,
      pinned: false,
      flags: this.flags,
      type: this.type,
      ...(reactions.length > 0 && { reactions }),
      ...this.#interactionApi(),
      ...this.#referenceApi(me),
    };
  }

  #interactionApi(): Json {
    const { applicationId, interactionMetadata } = this;
    return present({
      application_id: applicationId,
      webhook_id: interactionMetadata && applicationId,
      interaction_metadata: interactionMetadata,
    });
  }

  #referenceApi(me: string): Json {
    if (this.reference === undefined) return {};
    const { channelId, message } = this.reference;
    const alive = message !== null && !message.deleted ? message : null;
    return {
      message_reference: { type: 0, channel_id: channelId, message_id: message?.id ?? '0' },
      // One step only, as on the service.
      referenced_message: alive && { ...alive.toApi(me), referenced_message: undefined },
    };
  }
}

function reactionApi({ emoji, users, burst }: Reaction, me: string): Json {
  return {
    emoji,
    count: users.length + burst.length,
    count_details: { normal: users.length, burst: burst.length },
    burst_colors: [],
    me: users.some((one) => one.id === me),
    me_burst: burst.some((one) => one.id === me),
  };
}
