import { refusedByFilter } from './errors.ts';
import type { Upload } from './uploads.ts';
import type { MessageForm } from './validate-message.ts';

/** What the service refuses of anybody's messages, wherever they are sent or edited. Nothing unless told. */
export interface Filters {
  /** Links that it holds to be harmful. */
  links: RegExp | null;
  /** Words that a server's AutoMod blocks. */
  words: RegExp | null;
  /** Whether it holds every picture to be explicit. */
  pictures: boolean;
}

export function noFilters(): Filters {
  return { links: null, words: null, pictures: false };
}

/** Refuses a message as the service words it. Descriptions and labels count as its words. */
export function filter(filters: Filters, form: MessageForm, uploads: readonly Upload[]): void {
  const said = JSON.stringify(form);
  if (filters.links?.test(said)) {
    throw refusedByFilter(240_000, 'Message blocked by harmful links filter');
  }
  if (filters.words?.test(said)) {
    throw refusedByFilter(200_000, 'Message was blocked by automatic moderation');
  }
  if (filters.pictures && uploads.length > 0) {
    const words = 'Explicit content cannot be sent to the desired recipient(s)';
    throw refusedByFilter(20_009, words);
  }
}
