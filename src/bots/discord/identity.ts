import { type BaseInteraction, type Interaction, PermissionFlagsBits } from 'discord.js';
import { cleanName } from '../../core/domain/names.ts';
import type { Caller, Locale, Person, Place } from '../../core/domain/person.ts';
import { missingHere } from './permissions.ts';

/** A direct channel is a workspace of its own: nobody else may see what was made there. */
export const DM_PREFIX = 'dm-';
const DM_RULES = 'dm';
const PERSON_PREFIX = 'discord:';

/** A Discord user as a person of the hub. */
export function personOf(user: { readonly id: string }, name: string): Person {
  return { id: `${PERSON_PREFIX}${user.id}`, name };
}

/** The user's id at Discord. */
export function idOf({ id }: Person): string {
  return id.slice(PERSON_PREFIX.length);
}

/** Where something happened; `userId` is whose direct channel it is when there is no server. Threads are channels. */
export function placeOf(guildId: string | null, channel: string, userId: string): Place {
  return {
    surface: 'discord',
    workspace: guildId ?? `${DM_PREFIX}${userId}`,
    channel,
    thread: null,
  };
}

/** Korean for Korean clients, else English. */
export function localeOf(locale: string | undefined): Locale {
  return locale === 'ko' ? 'ko' : 'en';
}

/** Who acts, with what the interaction says of their roles and rights at this very moment. */
export function callerOf(interaction: Interaction, adminUsers: readonly string[]): Caller {
  const { user, guildId, channelId, memberPermissions } = interaction;
  const person = personOf(user, nameOf(interaction));
  const parent = parentOf(interaction);
  return {
    person,
    place: placeOf(guildId, channelId ?? '', user.id),
    ...ruledBy(guildId),
    ...(parent === undefined ? {} : { parentChannel: parent }),
    roles: rolesOf(interaction),
    admin:
      adminUsers.includes(person.id) ||
      memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
    locale: localeOf(interaction.locale),
    lacking: missingHere(interaction),
  };
}

/** Direct channels have no rules of their own: one rule holds for them all. */
export function ruledBy(guildId: string | null): { readonly ruledBy?: string } {
  return guildId === null ? { ruledBy: DM_RULES } : {};
}

function nameOf({ member, user }: BaseInteraction): string {
  const nick = member === null ? null : 'displayName' in member ? member.displayName : member.nick;
  return cleanName(nick ?? user.displayName) || user.username;
}

function rolesOf({ member }: BaseInteraction): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

/** The channel that a thread is in. */
function parentOf({ channel }: Interaction): string | undefined {
  return channel?.isThread() === true ? (channel.parentId ?? undefined) : undefined;
}
