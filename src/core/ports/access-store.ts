import type { Caller, Locale } from '../domain/person.ts';

export interface Access {
  /** Who was met, with the newest name and locale. */
  seen(caller: Caller, at: number): void;
  localeOf(personId: string): Locale | undefined;
  block(personId: string, by: string, reason: string, at: number): void;
  unblock(personId: string): void;
  isBlocked(personId: string): boolean;
  /** Empty lists allow everybody. */
  rules(workspace: string): {
    readonly roles: readonly string[];
    readonly channels: readonly string[];
  };
  putRules(
    workspace: string,
    rules: { readonly roles: readonly string[]; readonly channels: readonly string[] },
  ): void;
}
