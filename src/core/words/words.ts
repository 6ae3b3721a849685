import type { Locale, Texts } from '../domain/person.ts';
import type { UserError } from './user-error.ts';
import { cardsEn } from './cards.en.ts';
import { cardsKo } from './cards.ko.ts';
import { chatsEn } from './chats.en.ts';
import { chatsKo } from './chats.ko.ts';
import { costsEn } from './costs.en.ts';
import { costsKo } from './costs.ko.ts';
import { factsEn } from './facts.en.ts';
import { factsKo } from './facts.ko.ts';
import { labelsEn } from './labels.en.ts';
import { labelsKo } from './labels.ko.ts';
import { poolEn } from './pool.en.ts';
import { poolKo } from './pool.ko.ts';
import { privateEn } from './private.en.ts';
import { privateKo } from './private.ko.ts';
import { refusalsEn } from './refusals.en.ts';
import { refusalsKo } from './refusals.ko.ts';
import { rewriteEn } from './rewrite.en.ts';
import { rewriteKo } from './rewrite.ko.ts';
import { settingsEn } from './settings.en.ts';
import { settingsKo } from './settings.ko.ts';
import { slackEn } from './slack.en.ts';
import { slackKo } from './slack.ko.ts';
import { textEn } from './text.en.ts';
import { textKo } from './text.ko.ts';

/** All sentences for people, by key. A sentence is a function of its values. */
export type Sentences = typeof refusalsEn &
  typeof cardsEn &
  typeof labelsEn &
  typeof privateEn &
  typeof chatsEn &
  typeof poolEn &
  typeof costsEn &
  typeof settingsEn &
  typeof slackEn &
  typeof textEn &
  typeof rewriteEn &
  typeof factsEn;

const CATALOGUES: Readonly<Record<Locale, Sentences>> = {
  en: {
    ...refusalsEn,
    ...cardsEn,
    ...labelsEn,
    ...privateEn,
    ...chatsEn,
    ...poolEn,
    ...costsEn,
    ...settingsEn,
    ...slackEn,
    ...textEn,
    ...rewriteEn,
    ...factsEn,
  },
  ko: {
    ...refusalsKo,
    ...cardsKo,
    ...labelsKo,
    ...privateKo,
    ...chatsKo,
    ...poolKo,
    ...costsKo,
    ...settingsKo,
    ...slackKo,
    ...textKo,
    ...rewriteKo,
    ...factsKo,
  },
};

/** The catalogue of a language. */
export function words(locale: Locale): Sentences {
  return CATALOGUES[locale];
}

/** A sentence in each language. */
export function inAllLanguages(write: (say: Sentences) => string): Texts {
  return { en: write(CATALOGUES.en), ko: write(CATALOGUES.ko) };
}

/** The sentence of a refusal. */
export function say(error: UserError, locale: Locale): string {
  return error.sentence(CATALOGUES[locale]);
}
