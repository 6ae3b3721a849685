import type { Locale, Place } from '../person.ts';

/** Why nobody waits for a slot alone. */
export interface Held {
  /** The provider's display name. */
  readonly provider: string;
  /** It failed again and again; it asked us to wait; one call goes first after that; or nothing here serves it. */
  readonly why: 'failures' | 'rate_limited' | 'trial' | 'unserved';
}

/** Where a waiting generation stands: 1 is next. `waitMs` is an estimate, null when there is none. */
export interface LinePlace {
  readonly place: number;
  readonly waitMs: number | null;
  /** What keeps its provider from being called; null while nothing does. */
  readonly held: Held | null;
}

/** What a card says besides the pair's own state. */
export interface CardContext {
  readonly locale: Locale;
  /** Undefined when the generation is not waiting. */
  line(generationId: string): LinePlace | undefined;
  /** Where the message of an ended generation is; null when it has none yet or cannot be linked to. */
  link(generationId: string): string | null;
  modelName(modelId: string): string;
  /** The display name of a tone category. */
  categoryName(slug: string): string;
  /** Whether the place shows pictures only to who asks for them. */
  spoiler(place: Place): boolean;
}
