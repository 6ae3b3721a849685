import { TEAM_ID } from './ground.ts';

export interface UserOptions {
  readonly name: string;
  readonly id?: string;
  /** Another team's id for a person of a partner in a shared channel. */
  readonly team?: string;
  readonly role?: 'member' | 'admin' | 'owner' | 'guest' | 'single_channel_guest';
  readonly deleted?: boolean;
  readonly bot?: boolean;
  readonly locale?: string;
}

/** A person, as `users.info` tells them. */
export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  role: NonNullable<UserOptions['role']>;
  deleted: boolean;
  readonly bot: boolean;
  locale: string;
}

export function makeUser(id: string, options: UserOptions): FakeUser {
  return {
    id,
    name: options.name,
    team: options.team ?? TEAM_ID,
    role: options.role ?? 'member',
    deleted: options.deleted ?? false,
    bot: options.bot ?? false,
    locale: options.locale ?? 'en-US',
  };
}

/** People of other teams come without the fields of admins. */
export function userApi(user: FakeUser, includeLocale: boolean) {
  const { id, name, team, role, deleted, bot } = user;
  const profile = { real_name: name, display_name: name, team };
  const base = {
    id,
    team_id: team,
    name: name.toLowerCase(),
    deleted,
    is_bot: bot,
    is_app_user: false,
    profile,
    ...(includeLocale && { locale: user.locale }),
  };
  if (team !== TEAM_ID) return { ...base, is_stranger: false };
  // A deleted account has only these.
  if (deleted) return base;
  return {
    ...base,
    real_name: name,
    is_admin: role === 'admin' || role === 'owner',
    is_owner: role === 'owner',
    is_primary_owner: false,
    is_restricted: role === 'guest' || role === 'single_channel_guest',
    is_ultra_restricted: role === 'single_channel_guest',
  };
}
