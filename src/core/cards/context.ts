import type { LinePlace } from '../line/place.ts';
import type { Locale, Place } from '../domain/person.ts';

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
