import type { Locale } from './person.ts';
import type { UserError } from './user-error.ts';
import { cardsEn } from './words/cards.en.ts';
import { cardsKo } from './words/cards.ko.ts';
import { chatsEn } from './words/chats.en.ts';
import { chatsKo } from './words/chats.ko.ts';
import { costsEn } from './words/costs.en.ts';
import { costsKo } from './words/costs.ko.ts';
import { labelsEn } from './words/labels.en.ts';
import { labelsKo } from './words/labels.ko.ts';
import { poolEn } from './words/pool.en.ts';
import { poolKo } from './words/pool.ko.ts';
import { privateEn } from './words/private.en.ts';
import { privateKo } from './words/private.ko.ts';
import { refusalsEn } from './words/refusals.en.ts';
import { refusalsKo } from './words/refusals.ko.ts';

/** Every sentence people read, by key. A sentence is a function of its values. */
export type Sentences = typeof refusalsEn &
  typeof cardsEn &
  typeof labelsEn &
  typeof privateEn &
  typeof chatsEn &
  typeof poolEn &
  typeof costsEn;

const CATALOGUES: Readonly<Record<Locale, Sentences>> = {
  en: { ...refusalsEn, ...cardsEn, ...labelsEn, ...privateEn, ...chatsEn, ...poolEn, ...costsEn },
  ko: { ...refusalsKo, ...cardsKo, ...labelsKo, ...privateKo, ...chatsKo, ...poolKo, ...costsKo },
};

/** The catalogue of a language. */
export function words(locale: Locale): Sentences {
  return CATALOGUES[locale];
}

/** A refusal as the person reads it. */
export function say(error: UserError, locale: Locale): string {
  return error.sentence(CATALOGUES[locale]);
}
