import { MEGABYTE } from '../../core/base/units.ts';
import { stat } from 'node:fs/promises';
import PQueue from 'p-queue';
import { StartupError } from '../../core/base/startup-error.ts';
import type { Candidate } from './candidate.ts';
import { check, type CheckParts } from './check.ts';
import { keep, type KeepParts, NOT_STORED } from './keep.ts';
import { type Outcome, whyOf } from './outcome.ts';
import { Twins } from './twins.ts';
import type { Found, FoundFile } from './walk.ts';

/** Pictures that are stored together, their bytes, and how many are decoded at once. */
const BATCH = 16;
const BATCH_BYTES = 64 * MEGABYTE;
const AT_ONCE = 4;
/** Failures of the blob store in a row after which it is not asked any more. */
const MAX_FAILURES = 5;

export interface ImporterParts extends CheckParts, KeepParts {
  /** Nothing is written: every file is only looked at. */
  readonly dryRun: boolean;
  /** Hears what became of each file. */
  readonly tell: (shown: string, outcome: Outcome) => void | Promise<void>;
}

/** Imports what a walk finds, batch by batch. */
export class Importer {
  readonly #parts: ImporterParts;
  readonly #queue = new PQueue({ concurrency: AT_ONCE });
  readonly #twins = new Twins();
  #batch: FoundFile[] = [];
  #bytes = 0;
  #failures = 0;

  constructor(parts: ImporterParts) {
    this.#parts = parts;
  }

  /**
   * Until the walk ends, or `signal` aborts: then the batch in flight is finished. Throws a `StartupError` when
   * the blob store fails again and again.
   */
  async run(found: AsyncIterable<Found>, signal: AbortSignal): Promise<void> {
    for await (const one of found) {
      if (signal.aborted) return;
      if (one.file === null) await this.#parts.tell(one.shown, one.outcome);
      else await this.#take(one.file);
    }
    await this.#flush();
  }

  async #take(file: FoundFile): Promise<void> {
    const size = await stat(file.path).then(
      (found) => found.size,
      () => 0,
    );
    if (this.#batch.length > 0 && this.#bytes + size > BATCH_BYTES) await this.#flush();
    this.#batch.push(file);
    this.#bytes += size;
    if (this.#batch.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    const checked = await this.#queue.addAll(
      batch.map((file) => async () => ({ file, result: await check(this.#parts, file) })),
    );
    const candidates: Candidate[] = [];
    for (const { file, result } of checked) {
      const outcome = 'bytes' in result ? this.#twins.of(result) : result;
      if (outcome !== null) await this.#parts.tell(file.shown, outcome);
      else if ('bytes' in result) candidates.push(result);
    }
    if (this.#parts.dryRun) await this.#tellAll(candidates, () => ({ kind: 'added' }));
    else await this.#keep(candidates);
  }

  async #keep(candidates: readonly Candidate[]): Promise<void> {
    if (candidates.length === 0) return;
    const outcomes = await keep(this.#parts, candidates);
    await this.#tellAll(candidates, (index) => outcomes[index] ?? { kind: 'added' });
    this.#twins.clear();
    for (const outcome of outcomes) this.#demandStore(outcome);
  }

  async #tellAll(
    candidates: readonly Candidate[],
    outcomeOf: (index: number) => Outcome,
  ): Promise<void> {
    for (const [index, { file }] of candidates.entries()) {
      await this.#parts.tell(file.shown, outcomeOf(index));
    }
  }

  #demandStore(outcome: Outcome): void {
    const failed = outcome.kind === 'refused' && outcome.reason === NOT_STORED;
    this.#failures = failed ? this.#failures + 1 : 0;
    if (this.#failures < MAX_FAILURES) return;
    throw new StartupError(
      `Stopped: ${MAX_FAILURES} pictures in a row were ${whyOf(outcome)}. "npx diptych doctor" says what to do; then run the same command again to go on.`,
    );
  }
}
