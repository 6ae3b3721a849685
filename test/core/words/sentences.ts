import { type Sentences, words } from '../../../src/core/words/words.ts';
import type { Locale } from '../../../src/core/domain/person.ts';

/** A sentence with its values, in both languages. */
export type Row = readonly [
  key: keyof Sentences,
  values: readonly unknown[],
  english: string,
  korean: string,
];

export function sentence(locale: Locale, key: keyof Sentences, values: readonly unknown[]): string {
  const write: unknown = words(locale)[key];
  if (typeof write !== 'function') throw new Error(`${key} is no sentence`);
  return String(Reflect.apply(write, undefined, [...values]));
}
