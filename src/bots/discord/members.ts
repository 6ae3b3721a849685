import { type Client, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import type { Caller, Person, Place } from '../../core/domain/person.ts';
import type { Access } from '../../core/ports/access-store.ts';
import { DM_PREFIX, idOf, ruledBy } from './identity.ts';

export interface MemberParts {
  readonly client: Client;
  readonly access: Pick<Access, 'localeOf' | 'rules'>;
  readonly adminUsers: readonly string[];
}

/** Somebody who reacts, with their roles: a reaction's event does not name their permissions. */
export function reactingCaller(
  { client, access, adminUsers }: MemberParts,
  person: Person,
  place: Place,
  roles: readonly string[],
): Caller {
  const channel = client.channels.cache.get(place.channel);
  const parent = channel?.isThread() === true ? channel.parentId : null;
  return {
    person,
    place,
    ...ruledBy(place.workspace.startsWith(DM_PREFIX) ? null : place.workspace),
    ...(parent === null ? {} : { parentChannel: parent }),
    roles,
    admin: adminUsers.includes(person.id) || manages(client, place, idOf(person), roles),
    locale: access.localeOf(person.id) ?? 'en',
  };
}

/** Whether roles, or owning the server, let somebody manage it. */
function manages(
  client: Client,
  { workspace }: Place,
  userId: string,
  roles: readonly string[],
): boolean {
  const guild = client.guilds.cache.get(workspace);
  if (guild === undefined) return false;
  const held = [guild.id, ...roles].flatMap((id) => guild.roles.cache.get(id)?.permissions ?? []);
  const all = new PermissionsBitField(held);
  return guild.ownerId === userId || all.has(PermissionFlagsBits.ManageGuild);
}
