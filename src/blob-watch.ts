import { randomBytes } from 'node:crypto';
import { BlobError, type BlobStore } from './core/ports/blobs.ts';
import type { Clock, Log } from './core/ports/system.ts';
import { NOT_KEPT, S3Fault } from './storage/s3-fault.ts';

/** Milliseconds between two looks. */
const LOOK_MS = 30_000;
/** The folder of the probes. No picture is kept there, so that the janitor does not look there either. */
const FOLDER = 'probe';

/** One use of a probe, and whether it found what it should. */
export type ProbeStep = readonly [what: string, run: () => Promise<boolean>];

/** The first step that fails, and why; null when none does. The steps after it are left out. */
export async function failedStep(
  steps: readonly ProbeStep[],
): Promise<{ readonly what: string; readonly cause: unknown } | null> {
  for (const [what, run] of steps) {
    try {
      if (!(await run())) return { what, cause: notKept(what) };
    } catch (cause) {
      return { what, cause };
    }
  }
  return null;
}

function notKept(what: string): BlobError {
  const cause = new S3Fault(NOT_KEPT, null, `what was put was not found (${what})`);
  return new BlobError('storage', cause.message, { cause });
}

export interface BlobWatchParts {
  readonly blobs: Pick<BlobStore, 'put' | 'size' | 'delete'>;
  readonly clock: Clock;
  readonly log: Log;
  /** One sentence on what to do about a failure. */
  readonly advice: (cause: unknown) => string;
}

/** Watches a bucket: puts a probe there now and then, finds it, deletes it, and knows what is wrong. */
export class BlobWatch {
  readonly #parts: BlobWatchParts;
  /** Its own, because several hubs may share a bucket. */
  readonly #key = `${FOLDER}/${randomBytes(9).toString('base64url')}.txt`;
  #fault: string | null = null;
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(parts: BlobWatchParts) {
    this.#parts = parts;
  }

  /** What is wrong, as of the last look; null for nothing. */
  get fault(): string | null {
    return this.#fault;
  }

  start(): void {
    this.#stop = this.#parts.clock.after(LOOK_MS, () => {
      void this.look().finally(() => {
        if (!this.#closed) this.start();
      });
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  /** Looks now. Logs changes. Never rejects. */
  async look(): Promise<void> {
    const { log, advice } = this.#parts;
    const before = this.#fault;
    const failed = await failedStep(this.#steps());
    // What fails now may fail because everything is being closed.
    if (this.#closed) return;
    this.#fault = failed && advice(failed.cause);
    if (failed === null && before !== null) log.info({}, 'the images can be reached again');
    if (failed !== null && before === null) {
      log.error({ err: failed.cause, step: failed.what }, 'the images cannot be reached');
    }
  }

  #steps(): readonly ProbeStep[] {
    const { blobs } = this.#parts;
    const key = this.#key;
    const bytes = randomBytes(32);
    return [
      ['put', () => blobs.put(key, bytes, 'text/plain').then(() => true)],
      ['find', async () => (await blobs.size(key)) === bytes.length],
      ['delete', () => blobs.delete(key).then(() => true)],
    ];
  }
}
