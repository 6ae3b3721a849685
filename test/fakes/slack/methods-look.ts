import { z } from 'zod';
import type { FakeChannel } from './channels.ts';
import { APP_ID, BOT_ID, BOT_USER, TEAM_ID } from './ground.ts';
import type { FakeMessage } from './messages.ts';
import { flag, int, type Method, method } from './method.ts';
import { userApi } from './people.ts';
import { circumstance } from './refusal.ts';
import type { World } from './world.ts';

const HISTORY_SCOPES = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
} as const;
const page = {
  channel: z.string(),
  cursor: z.string().optional(),
  limit: int.min(1).max(999).default(100),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
};

/** What can be read. */
export function lookMethods(world: World, facts: { readonly url: string }): readonly Method[] {
  const historyScope = (args: Readonly<Record<string, unknown>>) =>
    HISTORY_SCOPES[world.channels.get(String(args['channel']))?.kind ?? 'public'];
  return [
    method('auth.test', null, z.strictObject({}), () => ({
      url: facts.url,
      team: 'Studio',
      team_id: TEAM_ID,
      user: 'diptych',
      user_id: BOT_USER,
      bot_id: BOT_ID,
      app_id: APP_ID,
      is_enterprise_install: false,
    })),
    method(
      'users.info',
      'users:read',
      z.strictObject({ user: z.string(), include_locale: flag }),
      ({ user: id, include_locale: includeLocale = false }) => {
        const user = world.users.get(id);
        if (user === undefined) throw circumstance('user_not_found');
        return { user: userApi(user, includeLocale) };
      },
    ),
    method('conversations.history', historyScope, z.strictObject(page), (args) => {
      const channel = world.channelOf(args.channel);
      return pageOf(world, channel, channel.history(), args);
    }),
    method(
      'conversations.replies',
      historyScope,
      z.strictObject({ ...page, ts: z.string(), limit: int.min(1).max(999).default(1_000) }),
      (args) => {
        const channel = world.channelOf(args.channel);
        const thread = channel.thread(args.ts);
        if (thread.length === 0) throw circumstance('thread_not_found');
        return pageOf(world, channel, thread, args);
      },
    ),
    method('conversations.open', 'im:write', z.strictObject({ users: z.string() }), ({ users }) => {
      const user = world.users.get(users);
      if (user === undefined) throw circumstance('user_not_found');
      if (user.deleted) throw circumstance('user_disabled');
      return { channel: { id: world.openDm(users).id } };
    }),
    method(
      'conversations.info',
      'channels:read',
      z.strictObject({ channel: z.string() }),
      ({ channel: id }) => {
        const channel = world.channels.get(id);
        if (channel === undefined) throw circumstance('channel_not_found');
        return { channel: { id, is_member: channel.members.has(BOT_USER) } };
      },
    ),
    method(
      'reactions.get',
      'reactions:read',
      z.strictObject({ channel: z.string(), timestamp: z.string(), full: flag }),
      ({ channel: id, timestamp, full = false }) => {
        const channel = world.channelOf(id);
        const one = channel.find(timestamp);
        if (one === undefined) throw circumstance('message_not_found');
        const message = world.messageApi(channel, one, { includeAllMetadata: false, full });
        return { type: 'message', channel: id, message };
      },
    ),
  ];
}

interface PageArgs {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly oldest?: string | undefined;
  readonly latest?: string | undefined;
  readonly inclusive?: boolean | undefined;
  readonly include_all_metadata?: boolean | undefined;
}

/** One page: it may hold fewer than were asked for, though more follow. */
function pageOf(
  world: World,
  channel: FakeChannel,
  all: readonly FakeMessage[],
  args: PageArgs,
): object {
  const within = all.filter(({ ts }) => {
    const isEqual = ts === args.oldest || ts === args.latest;
    if (isEqual) return args.inclusive === true;
    return (
      (args.oldest === undefined || Number(ts) > Number(args.oldest)) &&
      (args.latest === undefined || Number(ts) < Number(args.latest))
    );
  });
  const from = args.cursor === undefined ? 0 : startOf(args.cursor);
  const most = args.limit > 10 ? args.limit - 1 : args.limit;
  const shown = within.slice(from, from + most);
  const hasMore = from + most < within.length;
  const view = { includeAllMetadata: args.include_all_metadata === true };
  return {
    messages: shown.map((one) => world.messageApi(channel, one, view)),
    has_more: hasMore,
    response_metadata: {
      next_cursor: hasMore ? Buffer.from(`next:${from + most}`).toString('base64') : '',
    },
  };
}

function startOf(cursor: string): number {
  const [, from] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (from === undefined) throw circumstance('invalid_cursor');
  return Number(from);
}
