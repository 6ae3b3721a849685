import type { Person } from '../domain/person.ts';
import type { Rewrite } from '../domain/rewrite.ts';
import type { PlanFallback } from '../domain/spec.ts';

export interface NewRewrite {
  readonly generationId: string;
  readonly original: string;
  readonly by: Person;
  readonly bySetting: boolean;
}

export interface RewriteFailure {
  readonly madeBy: string | null;
  readonly why: PlanFallback;
  readonly detail: string | null;
}

/** Safer wordings, one a blocked generation. */
export interface Rewrites {
  get(generationId: string): Rewrite | undefined;
  /** False when the generation has one already, unless that failed before anybody was asked. */
  begin(rewrite: NewRewrite, at: number): boolean;
  /** asked -> ready. False in any other state. */
  written(generationId: string, rewritten: string, madeBy: string, at: number): boolean;
  /** asked -> failed. False in any other state. */
  failed(generationId: string, failure: RewriteFailure, at: number): boolean;
  /** ready -> sent or edited. `resultId`: the generation that runs it. False in any other state. */
  used(generationId: string, how: 'sent' | 'edited', resultId: string, at: number): boolean;
  /** ready -> discarded. False in any other state. */
  discarded(generationId: string, at: number): boolean;
  /** Ids of the blocked generations of a workspace, newest first; `before` is the last one of the page before. */
  blocked(
    scope: { readonly surface: string; readonly workspace: string },
    before: string | null,
    limit: number,
  ): readonly string[];
}
