import { charactersOf } from '../../core/base/written.ts';
import { type Caller, type Locale, type Person, personId } from '../../core/domain/person.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Letters with their marks, digits, and signs of names; nothing that people cannot see. */
const NAME =
  /^[[\p{L}\p{N}._\-]--\p{Default_Ignorable_Code_Point}][[\p{L}\p{M}\p{N}._'\-]--\p{Default_Ignorable_Code_Point}]*$/v;
const MAX_NAME = 40;
export const WEB_PLACE = {
  surface: 'web',
  workspace: 'web',
  channel: 'general',
  thread: null,
} as const;
/** The person of a request that names nobody: "you" to themselves, and to others by the name below. */
const DEFAULT_NAME = 'you';
const HOST = 'Host';
/** The person of the API token. */
const TOKEN_NAME = 'admin';

export interface Who {
  /** The name in the header, else in the cookie. */
  readonly named: string | undefined;
  readonly withToken: boolean;
  readonly locale: Locale;
}

/**
 * The person behind a request. With a token it is the token's person, an admin. On loopback it is the one that the
 * page names; ADMIN_USERS says who is an admin, or the default person is when it names nobody of the web.
 * Throws a `UserError`.
 */
export function callerOf({ named, withToken, locale }: Who, adminUsers: readonly string[]): Caller {
  if (withToken) return caller(TOKEN_NAME, true, locale);
  const name = personId(decoded(named) ?? DEFAULT_NAME);
  if (charactersOf(name, MAX_NAME) > MAX_NAME || !NAME.test(name))
    throw new UserError('user_invalid');
  const webAdmins = adminUsers.filter((id) => id.startsWith('web:'));
  const admin = webAdmins.length === 0 ? name === DEFAULT_NAME : webAdmins.includes(`web:${name}`);
  return caller(name, admin, locale);
}

/** Whom the page offers on loopback: an admin and two people without rights. */
export function people(adminUsers: readonly string[]): readonly { name: string; admin: boolean }[] {
  const admins = adminUsers.filter((id) => id.startsWith('web:')).map((id) => id.slice(4));
  const [first = DEFAULT_NAME] = admins;
  const others = [DEFAULT_NAME, 'ana', 'ben'].filter((name) => name !== first).slice(0, 2);
  return [{ name: first, admin: true }, ...others.map((name) => ({ name, admin: false }))];
}

/** What people call a person of the web chat. */
export function nameOf(id: string): string {
  const name = ownName({ id });
  return name === DEFAULT_NAME ? HOST : name;
}

/** What a person of the web chat calls themselves, and is called in `X-Diptych-User`. */
export function ownName({ id }: Pick<Person, 'id'>): string {
  return id.slice('web:'.length);
}

function caller(name: string, admin: boolean, locale: Locale): Caller {
  const id = `web:${name}`;
  return { person: { id, name: nameOf(id) }, place: WEB_PLACE, roles: [], admin, locale };
}

/** Headers carry ASCII only: other letters come percent-encoded. */
function decoded(name: string | undefined): string | undefined {
  try {
    return name === undefined ? undefined : decodeURIComponent(name);
  } catch {
    throw new UserError('user_invalid');
  }
}
