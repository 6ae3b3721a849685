import type { Generation } from '../../domain/pair.ts';
import type { Person } from '../../domain/person.ts';
import { ranWording, type Rewrite } from '../../domain/rewrite.ts';
import {
  checkRewrite,
  type ImageUse,
  type RewriteAnswer,
  rewriteRequest,
} from '../../plan/text-rewrite.ts';
import type { RewriteFailure } from '../../ports/rewrite-store.ts';
import { UserError } from '../../words/user-error.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { Intake } from '../base/intake.ts';
import type { Signals } from '../base/signals.ts';
import type { World } from '../base/world.ts';
import type { TextCalls, TextEnd } from './text-calls.ts';

/** Milliseconds for the text model. */
export const REWRITE_MS = 15_000;

type RewriteParts = Pick<World, 'store' | 'clock' | 'log'> & {
  readonly text: Pick<TextCalls, 'ask' | 'has'>;
  readonly commits: Pick<GroupCommit, 'commit'>;
  readonly signals: Signals;
  readonly intake: Intake;
};

/** Who wants a safer wording. `bySetting`: a setting of the workspace does, in that person's name. */
export interface RewriteAsker {
  readonly by: Person;
  readonly bySetting: boolean;
}

/** Has safer wordings of blocked generations written: one each, paid once, also across restarts. */
export class Rewrites {
  readonly #parts: RewriteParts;
  readonly #stop = new AbortController();
  /** What this process waits for, by generation. */
  readonly #asking = new Map<string, Promise<void>>();

  constructor(parts: RewriteParts) {
    this.#parts = parts;
  }

  /** Whether a text model is set up. */
  get isPossible(): boolean {
    return this.#parts.text.has();
  }

  /**
   * The generation's wording as it is now; has one written when there is none. Does not wait for it. Throws a `UserError` for a
   * generation that was not blocked, that ran a safer wording itself, or without a text model.
   */
  begin(generation: Generation, asker: RewriteAsker): Rewrite {
    const { store, clock, intake } = this.#parts;
    const { id } = generation;
    const before = store.rewrites.get(id);
    const isOver = before !== undefined && before.state !== 'asked' && before.why !== 'resting';
    if (before !== undefined && (isOver || this.#asking.has(id))) return before;
    intake.requireOpen();
    if (generation.state !== 'blocked') throw new UserError('not_available');
    if (ranWording(generation)) throw new UserError('rewrite_of_rewrite');
    if (!this.isPossible) throw new UserError('rewrite_impossible');
    // A row that an earlier process left is asked for again: the ledger knows whether that process paid.
    const original = generation.spec.userPrompt;
    store.rewrites.begin({ generationId: id, original, ...asker }, clock.now());
    const asking = this.#ask(generation)
      .catch((cause: unknown) => {
        const about = { pair: generation.pairId, generation: id };
        this.#parts.log.error({ err: cause, ...about }, 'a safer wording could not be stored');
      })
      .finally(() => this.#asking.delete(id));
    this.#asking.set(id, asking);
    return this.#now(id);
  }

  /** `begin`, and waits until there is a wording or a failure. */
  async make(generation: Generation, asker: RewriteAsker): Promise<Rewrite> {
    this.begin(generation, asker);
    return this.settled(generation.id);
  }

  /** The generation's wording, once this process waits for it no more. Rejects when it never had one. */
  async settled(generationId: string): Promise<Rewrite> {
    await this.#asking.get(generationId);
    return this.#now(generationId);
  }

  /** Resolves when no text model is waited for. */
  async idle(): Promise<void> {
    while (this.#asking.size > 0) await Promise.all(this.#asking.values());
  }

  /** Waits for no answer any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  #now(generationId: string): Rewrite {
    const now = this.#parts.store.rewrites.get(generationId);
    if (now === undefined) throw new Error(`generation ${generationId} has no rewrite`);
    return now;
  }

  async #ask(generation: Generation): Promise<void> {
    const { text, store, commits, clock } = this.#parts;
    const { id, pairId } = generation;
    const { signal } = this.#stop;
    const request = rewriteRequest(generation, this.#useOf(generation));
    const end = await text.ask({ pairId, generationId: id }, request, {
      ms: REWRITE_MS,
      signal,
      answered: (answer, { displayName }) => this.#answered(generation, answer, displayName),
    });
    if (end.type !== 'answered') {
      await commits.commit(() => {
        store.rewrites.failed(id, failureOf(end, signal.aborted), clock.now());
        store.pairs.touch(pairId);
      });
    }
    this.#parts.signals.pair(pairId);
  }

  #useOf({ pairId, spec }: Generation): ImageUse {
    const { pairs, pool } = this.#parts.store;
    const experiment = pairs.get(pairId)?.request.experiment;
    if (experiment === undefined) throw new Error(`there is no pair ${pairId}`);
    return { experiment, style: pool.categories().find(({ slug }) => slug === spec.category) };
  }

  /** Joins the transaction that closes the call: an answer that was paid is never lost to a crash behind it. */
  #answered({ id, pairId, spec }: Generation, { rewrite }: RewriteAnswer, madeBy: string): void {
    const { store, clock } = this.#parts;
    const checked = checkRewrite(rewrite, spec.userPrompt);
    if (checked.type === 'prompt') store.rewrites.written(id, checked.prompt, madeBy, clock.now());
    else {
      const failure = { madeBy, why: 'provider_error', detail: checked.detail } as const;
      store.rewrites.failed(id, failure, clock.now());
    }
    store.pairs.touch(pairId);
  }
}

function failureOf(
  end: Exclude<TextEnd<RewriteAnswer>, { type: 'answered' }>,
  isStopped: boolean,
): RewriteFailure {
  if (end.type === 'none') return { madeBy: null, why: 'resting', detail: null };
  const madeBy = end.model.displayName;
  // Paid, and its answer is not waited for: what a later process would say.
  if (end.type === 'failed' && isStopped) return { madeBy, why: 'asked_before', detail: null };
  if (end.type !== 'failed') return { madeBy, why: end.type, detail: null };
  return { madeBy, why: end.failure.kind, detail: end.failure.detail };
}
