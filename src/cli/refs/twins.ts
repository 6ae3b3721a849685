import type { Candidate } from './candidate.ts';
import type { Outcome } from './outcome.ts';

/** Notices a picture that is in the imported folder twice, while the pool cannot know it yet. */
export class Twins {
  readonly #first = new Map<string, string>();

  /** Null for the first of its content. */
  of({ kind, sha256, target, oncePerTarget, file }: Candidate): Outcome | null {
    const key = `${kind} ${sha256} ${oncePerTarget ? target.slug : ''}`;
    const first = this.#first.get(key);
    if (first !== undefined) return { kind: 'duplicate', why: `the same picture as ${first}` };
    this.#first.set(key, file.shown);
    return null;
  }

  /** Forgets all: what was stored, the pool knows from now on. */
  clear(): void {
    this.#first.clear();
  }
}
