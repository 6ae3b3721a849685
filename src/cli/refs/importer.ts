import { stat } from 'node:fs/promises';
import PQueue from 'p-queue';
import { StartupError } from '../../core/base/startup-error.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import type { Candidate, ImportWorld } from './candidate.ts';
import { check, type HeldPicture } from './check.ts';
import { mendedBy } from './mend.ts';
import { addPictures, NOT_STORED } from './add-pictures.ts';
import { type Outcome, whyOf } from './outcome.ts';
import type { Found, FoundFile } from './walk.ts';

/** The pictures that are stored together, their bytes, and how many are decoded at once. */
const BATCH = 16;
const BATCH_BYTES = 64 * MEGABYTE;
const AT_ONCE = 4;
/** How many failures of the blob store in a row end the import. */
const MAX_FAILURES = 5;

export interface ImporterParts extends ImportWorld {
  /** Checks every file and stores none. */
  readonly dryRun: boolean;
  readonly onOutcome: (shown: string, outcome: Outcome) => Promise<void>;
}

/** Imports the files of a walk, batch by batch. */
export class Importer {
  readonly #parts: ImporterParts;
  readonly #queue = new PQueue({ concurrency: AT_ONCE });
  /** The first file of each content that was checked and is not stored yet. */
  readonly #first = new Map<string, string>();
  /** References whose content the folder has. */
  readonly #held = new Set<string>();
  #batch: FoundFile[] = [];
  #bytes = 0;
  #failures = 0;

  constructor(parts: ImporterParts) {
    this.#parts = parts;
  }

  /**
   * Runs until the walk ends, or until `signal` aborts and the current batch is stored. Throws a `StartupError`
   * when the blob store fails repeatedly.
   */
  async run(found: AsyncIterable<Found>, signal: AbortSignal): Promise<void> {
    for await (const one of found) {
      if (signal.aborted) return;
      if ('outcome' in one) await this.#parts.onOutcome(one.shown, one.outcome);
      else await this.#take(one);
    }
    await this.#flush();
  }

  async #take(file: FoundFile): Promise<void> {
    const found = await stat(file.path).catch(() => undefined);
    const size = found?.size ?? 0;
    if (this.#batch.length > 0 && this.#bytes + size > BATCH_BYTES) await this.#flush();
    this.#batch.push(file);
    this.#bytes += size;
    if (this.#batch.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    const { dryRun, onOutcome } = this.#parts;
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    const checked = await this.#queue.addAll(
      batch.map((file) => async () => ({ file, result: await check(this.#parts, file) })),
    );
    const ended = this.#parts.store.transaction(() =>
      checked.map(({ file, result }) => ({ file, result, outcome: this.#outcomeOf(result) })),
    );
    const candidates: Candidate[] = [];
    for (const { file, result, outcome } of ended) {
      if (outcome !== null) await onOutcome(file.shown, outcome);
      else if ('bytes' in result) candidates.push(result);
    }
    if (candidates.length === 0) return;
    const outcomes = dryRun ? [] : await addPictures(this.#parts, candidates);
    for (const [index, { file }] of candidates.entries()) {
      await onOutcome(file.shown, outcomes[index] ?? { kind: 'added' });
    }
    if (!dryRun) this.#first.clear();
    for (const outcome of outcomes) this.#countFailure(outcome);
  }

  /** The outcome of a checked file; null for a picture that is to be stored. */
  #outcomeOf(result: Candidate | HeldPicture | Outcome): Outcome | null {
    if ('bytes' in result) return this.#twinOf(result);
    return 'outcome' in result ? this.#mend(result) : result;
  }

  /** Updates what is said about a reference, by the first file of its content alone. */
  #mend({ reference, note, outcome }: HeldPicture): Outcome {
    if (reference === null || this.#held.has(reference.id)) return outcome;
    this.#held.add(reference.id);
    const mended = mendedBy(reference, note);
    if (mended === null) return outcome;
    const { dryRun, store } = this.#parts;
    if (!dryRun) store.pool.describe(reference.id, mended.about);
    return { kind: 'updated', why: mended.why };
  }

  /** The outcome of a content that the folder has twice, which the pool cannot know yet; else null. */
  #twinOf({ kind, sha256, target, oncePerTarget, file }: Candidate): Outcome | null {
    const key = `${kind} ${sha256} ${oncePerTarget ? target.slug : ''}`;
    const first = this.#first.get(key);
    if (first !== undefined) return { kind: 'duplicate', why: `the same picture as ${first}` };
    this.#first.set(key, file.shown);
    return null;
  }

  #countFailure(outcome: Outcome): void {
    const failed = outcome.kind === 'refused' && outcome.reason === NOT_STORED;
    this.#failures = failed ? this.#failures + 1 : 0;
    if (this.#failures < MAX_FAILURES) return;
    throw new StartupError(
      `Stopped: ${MAX_FAILURES} pictures in a row were ${whyOf(outcome)}. "npx diptych doctor" says what to do; then run the same command again to go on.`,
    );
  }
}
