import { refusalsEn } from './words/refusals.en.ts';

/** Every sentence people read, by key. A sentence is a function of its values. */
export type Sentences = typeof refusalsEn;
export type SentenceKey = keyof Sentences;

/** The English catalogue. */
export const en: Sentences = refusalsEn;
