import type { refusalsEn } from './refusals.en.ts';

type Refusals = typeof refusalsEn;
export type RefusalKey = keyof Refusals;
/** What each refusal's sentence is made of. */
type Values = { [K in RefusalKey]: Parameters<Refusals[K]> };
type Writers = { readonly [K in RefusalKey]: (...values: Values[K]) => string };

/** The HTTP status that says the same as the sentence, for surfaces that have one. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;

/**
 * A sentence for a person: what was wrong and what would be right. Thrown by use cases before anything
 * is stored; shown privately. `code` is the catalogue's key and the stable code of the HTTP API.
 */
export class UserError<K extends RefusalKey = RefusalKey> extends Error {
  readonly code: K;
  readonly status: RefusalStatus;
  /** The sentence, in the words of a language's catalogue. */
  readonly sentence: (refusals: Writers) => string;

  constructor(status: RefusalStatus, code: K, ...values: Values[K]) {
    super(code);
    this.name = 'UserError';
    this.code = code;
    this.status = status;
    this.sentence = (refusals) => refusals[code](...values);
  }
}
