import type { SentenceKey, Sentences } from './words.ts';

/** The HTTP status that says the same as the sentence, for surfaces that have one. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;

/**
 * A sentence for a person: what was wrong and what would be right. Thrown by use cases before anything
 * is stored; shown privately. `code` is the catalogue's key and the stable code of the HTTP API.
 */
export class UserError<K extends SentenceKey = SentenceKey> extends Error {
  readonly code: K;
  readonly status: RefusalStatus;
  readonly params: Parameters<Sentences[K]>;

  constructor(status: RefusalStatus, code: K, ...params: Parameters<Sentences[K]>) {
    super(code);
    this.name = 'UserError';
    this.code = code;
    this.status = status;
    this.params = params;
  }
}
