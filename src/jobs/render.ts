import { OUTPUT_LIMITS } from '../core/domain/limits.ts';
import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../core/ports/image-provider.ts';
import type { Clock } from '../core/ports/system.ts';
import type { RenderResult, RenderJob } from '../core/ports/render-queue.ts';
import { createHash } from 'node:crypto';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { type Failure, ProviderError } from '../core/domain/failure.ts';
import { resultKey } from '../core/domain/output-key.ts';
import type { Images } from '../core/ports/images.ts';
import type { StoredImage } from '../core/domain/side.ts';
import type { Spec } from '../core/domain/spec.ts';
import { loadReferences } from './references.ts';

export interface RenderParts {
  readonly providers: ReadonlyMap<string, ImageProvider>;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly clock: Clock;
  /** A provider answered, or failed with a cost, after its call was given up. */
  readonly onLate: (generationId: string, costUsd: number | null) => void;
}

/**
 * The one job: spec in, result out, image at the spec's output key. One provider call, with our own
 * clock. Rejects only when `signal` aborts: then nothing is known of how it would have ended.
 */
export async function render(
  job: RenderJob,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<RenderResult> {
  const result = await attempt(job, parts, signal);
  if (signal.aborted) {
    // It was answered, and then given up while the image was kept: what it cost is still known.
    parts.onLate(job.generationId, result.costUsd);
    signal.throwIfAborted();
  }
  const text = new TextEncoder().encode(JSON.stringify(result));
  try {
    await parts.blobs.put(resultKey(job.spec.outputKey), text, 'application/json');
  } catch (cause) {
    // The hub learns the same from the queue; this copy is for a hub that missed it.
    if (!(cause instanceof BlobError)) throw cause;
  }
  return result;
}

async function attempt(
  job: RenderJob,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<RenderResult> {
  // Nobody was asked yet: what fails before the call has cost nothing.
  let costUsd: number | null = 0;
  let [asked, answered] = [false, false];
  try {
    const provider = parts.providers.get(job.spec.provider);
    if (provider === undefined) throw failed('auth', `no key for ${job.spec.provider} is set here`);
    const references = await loadReferences(job.spec, parts, signal);
    signal.throwIfAborted();
    [asked, costUsd] = [true, null];
    const answer = await call(job, provider, references, parts, signal);
    answered = true;
    costUsd = answer.costUsd;
    return { ok: true, image: await keep(job.spec, answer, parts), costUsd };
  } catch (cause) {
    // Given up before an answer: nothing is known. Given up after it: the cost is.
    if (!answered) signal.throwIfAborted();
    const error = cause instanceof ProviderError ? cause : asProviderError(cause);
    const failure = asked ? error.failure : { ...error.failure, unasked: true as const };
    return { ok: false, failure, costUsd: error.costUsd ?? costUsd };
  }
}

/** One call under our own clock. Whoever gives it up, its answer is still waited for, to be counted. */
async function call(
  { generationId, spec, timeoutMs }: RenderJob,
  provider: ImageProvider,
  references: readonly ReferenceImage[],
  { clock, onLate }: RenderParts,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const given = Promise.withResolvers<never>();
  const controller = new AbortController();
  const giveUp = (reason: unknown) => {
    given.reject(reason);
    controller.abort(reason);
  };
  const onAbort = () => giveUp(signal.reason);
  const timeout = failed('timeout', `no answer within ${Math.round(timeoutMs / 1000)} s`);
  const stopClock = clock.after(timeoutMs, () => giveUp(timeout));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const answering = provider.render(spec, references, controller.signal);
  answering.then(
    ({ costUsd }) => {
      if (controller.signal.aborted) onLate(generationId, costUsd);
    },
    (cause: unknown) => {
      const costUsd = cause instanceof ProviderError ? cause.costUsd : null;
      if (controller.signal.aborted && costUsd !== null) onLate(generationId, costUsd);
    },
  );
  try {
    return await Promise.race([answering, given.promise]);
  } finally {
    stopClock();
    signal.removeEventListener('abort', onAbort);
  }
}

/** Decodes what came, whatever it was said to be, and stores it as the spec wants it. */
async function keep(
  spec: Spec,
  { bytes, costUsd }: ProviderAnswer,
  { images, blobs }: RenderParts,
): Promise<StoredImage> {
  const seen = await images.inspect(bytes, OUTPUT_LIMITS);
  if (typeof seen === 'string') {
    const detail = `the provider answered without a readable image (${seen})`;
    throw new ProviderError({ kind: 'provider_error', detail }, { costUsd });
  }
  const { outputKey: key, outputType: type } = spec;
  const stored = seen.type === type ? bytes : await images.convert(bytes, type);
  await blobs.put(key, stored, type);
  const sha256 = createHash('sha256').update(stored).digest('hex');
  return { key, type, width: seen.width, height: seen.height, bytes: stored.length, sha256 };
}

function failed(kind: Failure['kind'], detail: string): ProviderError {
  return new ProviderError({ kind, detail });
}

function asProviderError(cause: unknown): ProviderError {
  const kind = cause instanceof BlobError ? 'storage' : 'provider_error';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ProviderError({ kind, detail }, { cause });
}
