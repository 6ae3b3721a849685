import { ReactionType, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Place } from '../../core/domain/person.ts';
import type { Standing } from '../../core/studio/press/react.ts';
import type { Studio } from '../../core/studio/studio.ts';
import {
  memberSchema,
  type SeenMessage,
  type SeenReaction,
  type SeenUser,
  usersSchema,
} from './api.ts';
import { isApiError } from './errors.ts';
import { personOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { type MemberParts, reactingCaller } from './members.ts';
import { emojiText } from './reactions.ts';

export interface StandingParts extends MemberParts {
  readonly rest: REST;
  readonly studio: Pick<Studio, 'door'>;
}

/** Who put which emoji on a message, bots left out. Throws what Discord refuses. */
export async function standingOn(
  parts: StandingParts,
  place: Place,
  message: SeenMessage,
): Promise<readonly Standing[]> {
  const all: Standing[] = [];
  for (const reaction of message.reactions) {
    const emoji = emojiText(reaction.emoji);
    if (emoji === undefined) continue;
    const people = (await usersOf(parts, message, reaction)).filter((user) => !user.bot);
    const letIn = await Promise.all(people.map((user) => isLetIn(parts, place, user)));
    all.push(
      ...people.map((user, index) => {
        const { id: personId } = personOf(user, user.username);
        return { personId, emoji, isLetIn: letIn[index] === true };
      }),
    );
  }
  return all;
}

async function usersOf(
  { rest }: StandingParts,
  message: SeenMessage,
  { emoji, count_details: counts }: SeenReaction,
): Promise<readonly SeenUser[]> {
  const name = emoji.id === null ? (emoji.name ?? '') : `${emoji.name ?? '_'}:${emoji.id}`;
  const route = Routes.channelMessageReaction(
    message.channel_id,
    message.id,
    encodeURIComponent(name),
  );
  return [
    ...(counts.normal > 0 ? await allPages(rest, route, ReactionType.Normal) : []),
    ...(counts.burst > 0 ? await allPages(rest, route, ReactionType.Super) : []),
  ];
}

async function allPages(
  rest: REST,
  route: ReturnType<typeof Routes.channelMessageReaction>,
  type: ReactionType,
): Promise<readonly SeenUser[]> {
  const users: SeenUser[] = [];
  for (let after = '0', isFull = true; isFull; ) {
    const limit = String(LIMITS.reactionPage);
    const query = new URLSearchParams({ after, limit, type: String(type) });
    const page = usersSchema.parse(await rest.get(route, { query }));
    users.push(...page);
    isFull = page.length === LIMITS.reactionPage;
    after = page.at(-1)?.id ?? after;
  }
  return users;
}

async function isLetIn(parts: StandingParts, place: Place, user: SeenUser): Promise<boolean> {
  const person = personOf(user, user.username);
  const roles = await rolesOf(parts, place, user);
  return parts.studio.door.letsIn(reactingCaller(parts, person, place, roles));
}

/** Asked for only where roles decide something; who has left the server has none. */
async function rolesOf(
  { rest, store }: StandingParts,
  { workspace }: Place,
  user: SeenUser,
): Promise<readonly string[]> {
  if (store.access.rules(workspace).roles.length === 0) return [];
  try {
    return memberSchema.parse(await rest.get(Routes.guildMember(workspace, user.id))).roles;
  } catch (cause) {
    if (isApiError(cause, RESTJSONErrorCodes.UnknownMember)) return [];
    throw cause;
  }
}
