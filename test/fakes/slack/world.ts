import { type ChannelOptions, FakeChannel } from './channels.ts';
import { Files } from './files.ts';
import { BOT_USER, type Ground, type Json } from './ground.ts';
import { type FakeMessage, messageApi } from './messages.ts';
import { type FakeUser, makeUser, type UserOptions } from './people.ts';
import { circumstance } from './refusal.ts';

/** Everything that exists in the workspace. */
export class World {
  readonly users = new Map<string, FakeUser>();
  readonly channels = new Map<string, FakeChannel>();
  readonly files: Files;
  /** Whether the Messages tab is on in the app's settings. */
  messagesTab = true;
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.files = new Files(ground);
    this.users.set(BOT_USER, makeUser(BOT_USER, { name: 'Diptych', bot: true }));
  }

  addUser(options: UserOptions): FakeUser {
    const user = makeUser(options.id ?? this.#ground.ids.next('U'), options);
    this.users.set(user.id, user);
    return user;
  }

  addChannel(options: ChannelOptions = {}): FakeChannel {
    const letter = options.kind === 'im' ? 'D' : options.kind === 'private' ? 'G' : 'C';
    const channel = new FakeChannel(options.id ?? this.#ground.ids.next(letter), options);
    if (options.joined !== false) channel.members.add(BOT_USER);
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct messages of a person and the app. */
  openDm(user: string): FakeChannel {
    const known = [...this.channels.values()].find(
      (one) => one.kind === 'im' && one.members.has(user) && one.members.has(BOT_USER),
    );
    if (known !== undefined) return known;
    const channel = this.addChannel({ kind: 'im' });
    channel.members.add(user);
    return channel;
  }

  /** A channel that the app may see, or Slack's refusal: both errors mean that somebody must invite it. */
  channelOf(id: string): FakeChannel {
    const channel = this.channels.get(id);
    if (channel === undefined || channel.deleted) throw circumstance('channel_not_found');
    if (channel.members.has(BOT_USER)) return channel;
    throw circumstance(channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found');
  }

  /** Throws the refusal of a channel that takes no post of the app. */
  requirePosting(channel: FakeChannel, threadTs: string | null): void {
    if (channel.kind === 'im' && !this.messagesTab) throw circumstance('messages_tab_disabled');
    if (channel.archived) throw circumstance('is_archived');
    if (channel.posting === 'admins') throw circumstance('restricted_action_read_only_channel');
    if (channel.posting === 'threads' && threadTs === null) {
      throw circumstance('restricted_action_thread_only_channel');
    }
    if (threadTs !== null) this.#requireThread(channel, threadTs);
  }

  #requireThread(channel: FakeChannel, threadTs: string): void {
    if (channel.posting === 'unthreaded') {
      throw circumstance('restricted_action_non_threadable_channel');
    }
    const first = channel.all.find((one) => one.ts === threadTs && !one.deleted);
    if (first === undefined) throw circumstance('thread_not_found');
    if (first.ephemeralFor !== null) throw circumstance('cannot_reply_to_message');
    if (first.threadTs !== null && first.threadTs !== first.ts) {
      this.#ground.note('a post in a thread must name its first message');
    }
  }

  messageApi(
    channel: FakeChannel,
    one: FakeMessage,
    view: { includeAllMetadata: boolean; full?: boolean },
  ): Json {
    return messageApi(one, {
      ...view,
      replies: channel.repliesOf(one.ts),
      file: (id) => {
        const file = this.files.all.get(id);
        return file && this.files.api(file);
      },
    });
  }
}
