import { mended } from '../base/written.ts';

export const SURFACES = ['slack', 'discord', 'web'] as const;
export type SurfaceName = (typeof SURFACES)[number];

/** The pattern of a person's id, such as `web:ana`. */
export const PERSON_ID = `(?:${SURFACES.join('|')}):[^,:\\s]+`;

export type Locale = 'en' | 'ko';

/** The same sentence in each language: for what is stored, and read by people of any. */
export type Texts = Readonly<Record<Locale, string>>;

/** A person's id as it is stored: in Unicode NFC, with a straight apostrophe, and without joiners, which nobody sees. */
export function personId(text: string): string {
  return mended(text)
    .replaceAll('\u2019', "'")
    .replace(/[\u200c\u200d]/g, '')
    .normalize('NFC');
}

/** A user of a surface. */
export interface Person {
  /** `surface:id`, unique in the hub. */
  readonly id: string;
  readonly name: string;
}

/** Where a message is: a workspace (`web`, a guild, a team), a channel and a thread. */
export interface Place {
  readonly surface: SurfaceName;
  readonly workspace: string;
  readonly channel: string;
  /**
   * The thread that new messages go to; null outside threads, and where threads are channels themselves. Neither
   * messages nor rules and settings of a channel are looked up by it.
   */
  readonly thread: string | null;
}

/** A person at a place, with roles that the surface has just checked. */
export interface Caller {
  readonly person: Person;
  readonly place: Place;
  /** The channel of the thread, where the place's channel is a thread. */
  readonly parentChannel?: string;
  /** The workspace whose rules apply here, when this one has none. */
  readonly ruledBy?: string;
  /** In no channel, where they see only their own things: rules by channel do not hold there. */
  readonly inNoChannel?: true;
  readonly roles: readonly string[];
  readonly admin: boolean;
  readonly locale: Locale;
  /** Permissions that the bot needs here and lacks, in the surface's words. */
  readonly lacking?: readonly string[];
}
