/**
 * Requests that a chat or a program may send again, by its key for them; keys are per person. A request is stored
 * before it is handled, so that it never runs twice; after a crash in between, it may not have run at all.
 */
export interface Requests {
  /** Stores a request; false when it was stored before. */
  begin(personId: string, key: string, at: number, fingerprint?: string | null): boolean;
  /** The digest of a stored request; null when it was stored without one. */
  fingerprintOf(personId: string, key: string): string | null;
  /** The stored answer; null while the request is handled, after a crash meanwhile, or when it is unknown. */
  answerTo(personId: string, key: string): string | null;
  /** Stores the answer. */
  answered(personId: string, key: string, answer: string): void;
  /** Deletes a request that changed nothing: sent again, it is new. */
  forget(personId: string, key: string): void;
  /** Deletes all that began before `at`. */
  forgetBefore(at: number): void;
}
