import type { FakeChannel } from './channel.ts';
import type { Ground } from './ground.ts';
import type { FakeGuild } from './guild.ts';
import type { Json } from './json.ts';
import { uploadLimit } from './posting.ts';
import type { FakeUser } from './user.ts';

export interface Place {
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly guild: FakeGuild | undefined;
  readonly locale: string;
}

/** Attach files, embed links, mention everyone, use external emoji. */
const DM_PERMISSIONS = '442368';

/** The fields that every interaction has. */
export function basePayload(ground: Ground, { user, channel, guild, locale }: Place): Json {
  return {
    application_id: ground.applicationId,
    version: 1,
    channel_id: channel.id,
    channel: channelApi(channel, user, guild),
    // A direct channel has no permissions: the service tells of these four there.
    app_permissions: guild ? channel.botPermissions.toString() : DM_PERMISSIONS,
    locale,
    entitlements: [],
    attachment_size_limit: uploadLimit(channel),
    ...(guild ? inGuild(guild, user) : inDm(user)),
  };
}

function channelApi(channel: FakeChannel, user: FakeUser, guild: FakeGuild | undefined): Json {
  const full = channel.toApi();
  const { permission_overwrites: _hidden, ...shown } = full;
  return guild ? { ...shown, permissions: guild.permissionsOf(user.id).toString() } : shown;
}

function inGuild(guild: FakeGuild, user: FakeUser): Json {
  const member = guild.members.get(user.id);
  if (member === undefined) throw new Error(`${user.name} is not a member of ${guild.name}`);
  const permissions = guild.permissionsOf(user.id).toString();
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...guild.memberApi(member), permissions, unusual_dm_activity_until: null },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  };
}

function inDm(user: FakeUser): Json {
  return { user: user.toApi(), context: 1, authorizing_integration_owners: { '0': '0' } };
}
