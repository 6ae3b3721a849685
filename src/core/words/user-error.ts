import type { refusalsEn } from './refusals.en.ts';
import { type RefusalStatus, statusOf } from './refusal-status.ts';

type Refusals = typeof refusalsEn;
export type RefusalKey = keyof Refusals;
/** The values of each refusal's sentence. */
type Values = { [K in RefusalKey]: Parameters<Refusals[K]> };
type Writers = { readonly [K in RefusalKey]: (...values: Values[K]) => string };

/**
 * A refusal that a person reads: the fault, and what to do. Use cases throw it before anything is stored; it is shown
 * privately. `code` is the catalogue's key and the stable code of the HTTP API.
 */
export class UserError<K extends RefusalKey = RefusalKey> extends Error {
  readonly code: K;
  /** The HTTP status of the refusal. */
  readonly status: RefusalStatus;
  /** The sentence in the language of the catalogue. */
  readonly sentence: (refusals: Writers) => string;

  constructor(code: K, ...values: Values[K]) {
    super(code);
    this.name = 'UserError';
    this.code = code;
    this.status = statusOf(code);
    this.sentence = (refusals) => refusals[code](...values);
  }
}
