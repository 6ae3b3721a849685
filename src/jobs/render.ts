import { OUTPUT_LIMITS } from '../core/domain/picture-limits.ts';
import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../core/ports/image-provider.ts';
import type { Clock, Log, RenderMeter } from '../core/ports/system.ts';
import { RESULT_VERSION, type RenderResult, type RenderJob } from '../core/ports/render-queue.ts';
import { createHash } from 'node:crypto';
import { within } from '../core/base/within.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { storageFault } from '../core/ports/storage-fault.ts';
import { type Failure, ProviderError } from '../core/domain/failure.ts';
import { imageCall, type MadeCall, madeCallSchema } from '../core/domain/provider-call.ts';
import { keyOfType, resultKey, storedType } from '../core/domain/output-key.ts';
import type { Images } from '../core/ports/images.ts';
import type { StoredImage } from '../core/domain/side.ts';
import type { Spec } from '../core/domain/spec.ts';
import { loadReferences } from './references.ts';

export interface RenderParts {
  readonly providers: ReadonlyMap<string, ImageProvider>;
  readonly blobs: BlobStore;
  /** Where references are read: the blobs unless given. */
  readonly references?: Pick<BlobStore, 'get'>;
  /** Rejects when the images are not where those are that asked: then nothing is called. */
  readonly requireShared?: () => Promise<void>;
  readonly images: Images;
  readonly clock: Clock;
  readonly log: Log;
  /** Without one nothing is counted. */
  readonly meter?: RenderMeter;
  /** Called when a provider answers, or fails with a cost, after its call was aborted. */
  readonly onLate: (generationId: string, call: MadeCall) => void;
}

/**
 * The one job: calls the provider once, within the job's timeout, and stores the image at the spec's output key, with
 * the ending of its type. Rejects only when `signal` aborts.
 */
export async function render(
  job: RenderJob,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<RenderResult> {
  const result = await counted(job, parts, signal);
  if (signal.aborted) {
    // Aborted after the answer, while the image was being stored: report the cost.
    for (const one of result.calls) parts.onLate(job.generationId, { ...one, outcome: 'dropped' });
    signal.throwIfAborted();
  }
  return result;
}

/** Stores a copy of a result beside its image, for a hub that misses the queue's event. A store that fails is only logged. */
export async function copyResult(
  { generationId, spec }: RenderJob,
  result: RenderResult,
  { blobs, log }: Pick<RenderParts, 'blobs' | 'log'>,
): Promise<void> {
  const text = new TextEncoder().encode(JSON.stringify(result));
  try {
    await blobs.put(resultKey(spec.outputKey), text, 'application/json');
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
    log.warn({ err: cause, generation: generationId }, 'a result was not stored');
  }
}

/** As `attempt`, and counts how it ended. */
async function counted(
  job: RenderJob,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<RenderResult> {
  let outcome = 'aborted';
  try {
    const result = await attempt(job, parts, signal);
    if (!signal.aborted) outcome = outcomeOf(result);
    return result;
  } finally {
    parts.meter?.jobEnded(job.spec.provider, outcome);
  }
}

function outcomeOf(result: RenderResult): string {
  return result.ok ? 'image' : result.failure.kind;
}

async function attempt(
  job: RenderJob,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<RenderResult> {
  const version = RESULT_VERSION;
  let asked = false;
  let answer: ProviderAnswer | undefined;
  try {
    const provider = parts.providers.get(job.spec.provider);
    if (provider === undefined) throw failed('auth', `no key for ${job.spec.provider} is set here`);
    await parts.requireShared?.();
    const sources = { blobs: parts.references ?? parts.blobs, images: parts.images };
    const references = await loadReferences(job.spec, sources, signal);
    signal.throwIfAborted();
    asked = true;
    answer = await call(job, provider, references, parts, signal);
    const image = await storeImage(job.spec, answer.bytes, parts);
    return { version, ok: true, image, calls: [madeCall(job, 'image', answer)] };
  } catch (cause) {
    // An answer has a cost, which must be reported also when the job was aborted.
    if (answer === undefined) signal.throwIfAborted();
    if (cause instanceof BlobError) {
      const generation = job.generationId;
      parts.log.error({ err: cause, generation }, 'storage failed while an image was made');
    }
    const error = cause instanceof ProviderError ? cause : asProviderError(cause);
    const failure = asked ? error.failure : { ...error.failure, unasked: true as const };
    const made = () => madeCall(job, failure.kind, answer ?? error);
    return { version, ok: false, failure, calls: failure.unasked === true ? [] : [made()] };
  }
}

/** The call's entry for the ledger. */
function madeCall(
  { generationId, spec }: RenderJob,
  outcome: MadeCall['outcome'],
  { costUsd, tokens }: Pick<ProviderAnswer, 'costUsd' | 'tokens'>,
): MadeCall {
  const read = madeCallSchema.shape.tokens.parse(tokens);
  return { ...imageCall(generationId, spec), outcome, costUsd, tokens: read };
}

/** Calls the provider within the job's timeout. Reports an answer that comes after the abort to `onLate`. */
function call(
  job: RenderJob,
  provider: ImageProvider,
  references: readonly ReferenceImage[],
  { clock, meter, onLate }: RenderParts,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const { generationId, spec, timeoutMs } = job;
  const late = () => failed('timeout', `no answer within ${Math.round(timeoutMs / 1000)} s`);
  return within({ clock, ms: timeoutMs, signal, late }, (limited) => {
    const began = clock.now();
    const answering = provider.render(spec, references, limited);
    const answered = (outcome: string) => {
      const stopped = signal.aborted ? 'aborted' : 'timeout';
      meter?.called(spec.provider, limited.aborted ? stopped : outcome, clock.now() - began);
    };
    answering.then(
      (answer) => {
        answered('image');
        if (limited.aborted) onLate(generationId, madeCall(job, 'dropped', answer));
      },
      (cause: unknown) => {
        answered(cause instanceof ProviderError ? cause.failure.kind : 'provider_error');
        if (!limited.aborted || !(cause instanceof ProviderError) || cause.costUsd === null) return;
        onLate(generationId, madeCall(job, 'dropped', cause));
      },
    );
    return answering;
  });
}

/** Makes the image plain and stores it, as it came when every chat shows its type. */
async function storeImage(
  spec: Spec,
  bytes: Uint8Array,
  { images, blobs }: RenderParts,
): Promise<StoredImage> {
  const plain = await images.plain(bytes, OUTPUT_LIMITS, { keepProvenance: true });
  if (typeof plain === 'string') {
    const detail = `the provider answered without a readable image (${plain})`;
    throw failed('provider_error', detail);
  }
  const { width, height } = plain;
  const type = storedType(spec.outputType, plain.type);
  const key = keyOfType(spec.outputKey, type);
  const stored = plain.type === type ? plain.bytes : await images.convert(plain.bytes, type);
  await blobs.put(key, stored, type);
  const sha256 = createHash('sha256').update(stored).digest('hex');
  return { key, type, width, height, bytes: stored.length, sha256 };
}

function failed(kind: Failure['kind'], detail: string): ProviderError {
  return new ProviderError({ kind, detail });
}

function asProviderError(cause: unknown): ProviderError {
  if (cause instanceof BlobError) return new ProviderError(storageFailure(cause), { cause });
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ProviderError({ kind: 'provider_error', detail }, { cause });
}

/** The store's words, with the system's: the log and Details then name the reason. */
function storageFailure({ message, cause }: BlobError): Failure {
  const detail = cause instanceof Error ? `${message}: ${cause.message}` : message;
  const full = storageFault(cause) === 'full' ? ({ full: true } as const) : {};
  return { kind: 'storage', detail, ...full };
}
