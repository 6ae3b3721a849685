import type { Card } from '../chat/card.ts';
import type { Generation } from '../domain/pair.ts';
import type { Locale } from '../domain/person.ts';
import { words } from '../words/words.ts';
import { button, nameOf, privateCard, textLines } from './parts.ts';

/** Asks whether an image is really to be deleted. */
export function deletionCard(generation: Generation, locale: Locale): Card {
  const say = words(locale);
  const sure = { type: 'delete_confirm', generation: generation.id } as const;
  return privateCard(say.delete_heading(nameOf(generation, locale)), textLines(say.delete_ask()), {
    rows: [[button(say.delete_confirm(), sure, 'danger')]],
  });
}

/** Says that an image was deleted. */
export function deletedCard(generation: Generation, locale: Locale): Card {
  const say = words(locale);
  return privateCard(say.side_deleted(nameOf(generation, locale)), textLines(say.delete_done()));
}
