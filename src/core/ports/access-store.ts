import type { Caller, Locale } from '../domain/person.ts';

export interface Access {
  /** Whether `seen` has nothing to store: the person has this name and locale, and was seen within the hour. */
  isKnown(caller: Caller, at: number): boolean;
  /** Stores the newest name and locale of a person, unless they are known. */
  seen(caller: Caller, at: number): void;
  localeOf(personId: string): Locale | undefined;
  /** The name that was stored last. */
  nameOf(personId: string): string | undefined;
  block(personId: string, by: string, reason: string, at: number): void;
  unblock(personId: string): void;
  isBlocked(personId: string): boolean;
  rules(workspace: string): AccessRules;
  putRules(workspace: string, rules: AccessRules): void;
}

/** Who may use the bot, and where. Empty lists allow everybody and every channel. */
interface AccessRules {
  readonly roles: readonly string[];
  readonly channels: readonly string[];
}
