import type { Caller, Locale } from '../domain/person.ts';

export interface Access {
  /** Stores the newest name and locale of a person. */
  seen(caller: Caller, at: number): void;
  localeOf(personId: string): Locale | undefined;
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
