export const SURFACES = ['slack', 'discord', 'web'] as const;
export type SurfaceName = (typeof SURFACES)[number];

/** What a person's id looks like, as a pattern: `web:ana`. */
export const PERSON_ID = `(?:${SURFACES.join('|')}):[^,:\\s]+`;

export type Locale = 'en' | 'ko';

/** Somebody who types, presses or reacts, as the surface vouches for them at this moment. */
export interface Person {
  /** `surface:id`, unique in the hub. */
  readonly id: string;
  readonly name: string;
}

/** Where something was said: a workspace (`web`, a guild, a team), a channel in it, a thread in that. */
export interface Place {
  readonly surface: SurfaceName;
  readonly workspace: string;
  readonly channel: string;
  /**
   * Where new messages go inside the channel; null outside threads, and where threads are channels of their own.
   * Messages are found, and channels have rules and settings, without it.
   */
  readonly thread: string | null;
}

/** A person at a place, with what the surface just checked about them. */
export interface Caller {
  readonly person: Person;
  readonly place: Place;
  /** The channel that the place's channel is a thread of; absent when it is none. */
  readonly parentChannel?: string;
  /** Whose rules hold here, when the workspace has none of its own. */
  readonly ruledBy?: string;
  readonly roles: readonly string[];
  readonly admin: boolean;
  readonly locale: Locale;
  /** What the bot would have to be allowed here before it can post, as the surface calls it. */
  readonly lacking?: readonly string[];
}
