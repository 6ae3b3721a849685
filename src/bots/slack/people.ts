import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { within } from '../../core/base/within.ts';
import { cleanName } from '../../core/domain/names.ts';
import type { Caller, Locale, Place } from '../../core/domain/person.ts';
import type { Access } from '../../core/ports/access-store.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import { codeOf, missingScope, retryAfterOf } from './errors.ts';
import { localeOf, personOf, ruledBy, type Team } from './identity.ts';

/** Milliseconds for which what Slack said of a person holds: whoever was an admin may not be one now. */
export const FRESH_MS = 60_000;
/** Milliseconds that anything waits for Slack's answer. */
export const ANSWER_MS = 2_000;
/** People that are remembered; the longest unused goes first. */
export const MAX_PEOPLE = 2_000;

const userSchema = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string().default(''),
    real_name: z.string().default(''),
    profile: z.object({ display_name: z.string().default('') }).default({ display_name: '' }),
    locale: z.string().optional(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    deleted: z.boolean().default(false),
  }),
});
type SeenUser = z.infer<typeof userSchema>['user'];

/** What Slack says of a person. */
export interface Profile {
  /** '' when Slack names none. */
  readonly name: string;
  /** Null when Slack does not say it, as of people of other workspaces. */
  readonly locale: Locale | null;
  readonly admin: boolean;
  readonly bot: boolean;
}

export interface PeopleParts {
  readonly client: WebClient;
  readonly access: Pick<Access, 'localeOf' | 'nameOf'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ids of people who are admins everywhere. */
  readonly adminUsers: readonly string[];
  readonly team: () => Team | null;
}

/** Somebody as a payload names them. */
export interface Named {
  readonly id: string;
  /** The name in the payload, for people whose name was never known. */
  readonly name: string;
}

/** Knows people by `users.info`: their names, languages, and who is an admin. */
export class People {
  readonly #parts: PeopleParts;
  readonly #known = new Map<string, { readonly profile: Profile; readonly at: number }>();
  readonly #asking = new Map<string, Promise<Profile>>();
  /** No question before this time, because Slack asked to wait. */
  #quietUntil = 0;
  #lacking: string | undefined;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** The scope that the app lacks, so that Slack says nothing of anybody; undefined when it lacks none. */
  get lacking(): string | undefined {
    return this.#lacking;
  }

  /** What Slack said within the last minute, without a look-up. */
  fresh(userId: string): Profile | undefined {
    const known = this.#known.get(userId);
    return known && this.#parts.clock.now() - known.at < FRESH_MS ? known.profile : undefined;
  }

  /** Asks Slack, once at a time for one person. Undefined when it does not answer in time. Never rejects. */
  async look(userId: string): Promise<Profile | undefined> {
    const fresh = this.fresh(userId);
    if (fresh !== undefined) return fresh;
    const { clock } = this.#parts;
    if (clock.now() < this.#quietUntil) return undefined;
    const asking = this.#asking.get(userId) ?? this.#ask(userId);
    return within({ clock, ms: ANSWER_MS }, () => asking).catch((cause: unknown) => {
      const isTold = missingScope(cause) !== undefined;
      if (!isTold) {
        this.#parts.log.warn({ err: cause, user: userId }, 'Slack did not say who somebody is');
      }
      return undefined;
    });
  }

  /** Somebody who reacted; undefined for bots, and for people whom Slack does not know. Throws when Slack does not answer. */
  async reacting(userId: string, place: Place): Promise<Caller | undefined> {
    try {
      const known = this.fresh(userId);
      const profile = known ?? (await (this.#asking.get(userId) ?? this.#ask(userId)));
      return profile.bot ? undefined : this.caller({ id: userId, name: '' }, place, profile);
    } catch (cause) {
      if (codeOf(cause) === 'user_not_found') return undefined;
      throw cause;
    }
  }

  /**
   * A person at a place. Without a profile nobody but `ADMIN_USERS` is an admin, and name and language are the last that
   * were known.
   */
  caller({ id, name }: Named, place: Place, profile: Profile | undefined): Caller {
    const { access, adminUsers } = this.#parts;
    const last = profile ?? this.#known.get(id)?.profile;
    const person = personOf(id, last?.name || this.#nameOf(id, name));
    return {
      person,
      place,
      ...ruledBy(place),
      roles: [],
      admin: adminUsers.includes(person.id) || profile?.admin === true,
      locale: last?.locale ?? access.localeOf(person.id) ?? 'en',
    };
  }

  /** The last name that was stored, or at least the payload's: an id must not take the place of a name. */
  #nameOf(id: string, inPayload: string): string {
    const stored = this.#parts.access.nameOf(personOf(id, '').id);
    return stored === undefined || stored === id ? cleanName(inPayload) || id : stored;
  }

  #ask(userId: string): Promise<Profile> {
    const asking = this.#fetch(userId).finally(() => this.#asking.delete(userId));
    this.#asking.set(userId, asking);
    return asking;
  }

  async #fetch(userId: string): Promise<Profile> {
    const { client, clock, team } = this.#parts;
    try {
      const answer = await client.users.info({ user: userId, include_locale: true });
      const profile = profileOf(userSchema.parse(answer).user, team());
      this.#remember(userId, profile);
      // A reinstall gives the scope to the same token.
      this.#lacking = undefined;
      return profile;
    } catch (cause) {
      const ms = retryAfterOf(cause);
      if (ms !== undefined) this.#quietUntil = clock.now() + ms;
      this.#lacks(missingScope(cause));
      throw cause;
    }
  }

  /** Said once: without the scope every look-up fails. */
  #lacks(scope: string | undefined): void {
    if (scope === undefined || scope === this.#lacking) return;
    this.#lacking = scope;
    this.#parts.log.error(
      {},
      `Slack does not say who is an admin, nor names and languages: the app lacks ${scope}. Paste the manifest anew and reinstall the app`,
    );
  }

  #remember(userId: string, profile: Profile): void {
    this.#known.delete(userId);
    this.#known.set(userId, { profile, at: this.#parts.clock.now() });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_PEOPLE && oldest !== undefined) this.#known.delete(oldest);
  }
}

function profileOf(user: SeenUser, team: Team | null): Profile {
  const { name, real_name: realName, profile, locale } = user;
  return {
    name: cleanName(profile.display_name) || cleanName(realName) || cleanName(name),
    locale: locale === undefined ? null : localeOf(locale),
    admin: isAdmin(user, team),
    // Slackbot is the one bot that is not said to be one.
    bot: user.is_bot || user.id === 'USLACKBOT',
  };
}

/** In channels shared with others the id of the team decides: fields about admins are missing there, or of their team. */
function isAdmin(user: SeenUser, team: Team | null): boolean {
  if (team === null || user.team_id !== team.id || user.deleted) return false;
  if (user.is_restricted || user.is_ultra_restricted) return false;
  return user.is_admin || user.is_owner;
}
