import type { refusalsEn } from './refusals.en.ts';
import { type RefusalStatus, statusOf } from './refusal-status.ts';

type Refusals = typeof refusalsEn;
export type RefusalKey = keyof Refusals;
/** What each refusal's sentence is made of. */
type Values = { [K in RefusalKey]: Parameters<Refusals[K]> };
type Writers = { readonly [K in RefusalKey]: (...values: Values[K]) => string };

/**
 * A sentence for a person: what was wrong and what would be right. Thrown by use cases before anything
 * is stored; shown privately. `code` is the catalogue's key and the stable code of the HTTP API.
 */
export class UserError<K extends RefusalKey = RefusalKey> extends Error {
  readonly code: K;
  /** The HTTP status that says the same. */
  readonly status: RefusalStatus;
  /** The sentence, in the words of a language's catalogue. */
  readonly sentence: (refusals: Writers) => string;

  constructor(code: K, ...values: Values[K]) {
    super(code);
    this.name = 'UserError';
    this.code = code;
    this.status = statusOf(code);
    this.sentence = (refusals) => refusals[code](...values);
  }
}
