import type { LinePlace } from '../line/place.ts';
import type { Locale, Place } from '../domain/person.ts';

/** What cards need besides the pair itself. */
export interface CardContext {
  readonly locale: Locale;
  /** The generation's place in line; undefined when it is not waiting. */
  line(generationId: string): LinePlace | undefined;
  /** A link to the message of an ended generation; null when it has no message yet or no link. */
  link(generationId: string): string | null;
  /** Whether a text model can write safer wordings. */
  readonly canRewrite: boolean;
  modelName(modelId: string): string;
  /** The display name of a tone category. */
  categoryName(slug: string): string;
  /** Whether the place hides pictures until somebody asks to see them. */
  spoiler(place: Place): boolean;
}
