/**
 * Requests that may be sent again, by what a chat or a program calls them; each person's keys are their own. A request
 * is begun before it is acted on: what a crash cuts off in between is never run twice, and may never have run.
 */
export interface Requests {
  /** Notes a request; false when it was begun before. Committed at once, unless a transaction is around it. */
  begin(personId: string, key: string, at: number): boolean;
  /** What it was answered, as text; null while it is acted on, when a crash cut it off, or when it never began. */
  answerTo(personId: string, key: string): string | null;
  /** Keeps the answer to a request that was begun. */
  answered(personId: string, key: string, answer: string): void;
  /** Takes back what changed nothing: sent again, it is new. */
  forget(personId: string, key: string): void;
  /** Forgets all that were begun before `at`. */
  forgetBefore(at: number): void;
}
