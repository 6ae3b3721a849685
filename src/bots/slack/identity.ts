import type { Caller, Locale, Person, Place } from '../../core/domain/person.ts';

/** A direct channel is a workspace of its own: nobody else may see what was made there. */
export const DM_PREFIX = 'dm-';
const DM_RULES = 'dm';
const PERSON_PREFIX = 'slack:';

/** The workspace that the bot is installed in. */
export interface Team {
  readonly id: string;
  /** The workspace's address, with a trailing slash, as Slack gives it. */
  readonly url: string;
  /** The user id of the bot itself. */
  readonly botUser: string;
}

/** A Slack user as a person of the hub. */
export function personOf(userId: string, name: string): Person {
  return { id: `${PERSON_PREFIX}${userId}`, name };
}

/** The user's id at Slack. */
export function idOf({ id }: Person): string {
  return id.slice(PERSON_PREFIX.length);
}

/**
 * Where something happened: always in the bot's own workspace, also for people of other ones in a shared channel. A
 * direct channel, whose id begins with D, is a workspace of its own.
 */
export function placeOf(teamId: string, channel: string, thread: string | null): Place {
  const workspace = isDirect(channel) ? `${DM_PREFIX}${channel}` : teamId;
  return { surface: 'slack', workspace, channel, thread };
}

/** Direct channels have no rules of their own: one rule holds for them all. */
export function ruledBy({ workspace }: Place): Pick<Caller, 'ruledBy'> {
  return workspace.startsWith(DM_PREFIX) ? { ruledBy: DM_RULES } : {};
}

/** Korean for Korean clients (`ko-KR`), else English. */
export function localeOf(locale: string): Locale {
  return /^ko\b/i.test(locale) ? 'ko' : 'en';
}

/** Whether the channel is between two: the bot and a person, or people. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
