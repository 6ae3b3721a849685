import { OUTPUT_LIMITS } from '../core/domain/limits.ts';
import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../core/ports/image-provider.ts';
import type { Clock } from '../core/ports/system.ts';
import { RESULT_VERSION, type RenderResult, type RenderJob } from '../core/ports/render-queue.ts';
import { createHash } from 'node:crypto';
import { within } from '../core/base/within.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { type Failure, ProviderError } from '../core/domain/failure.ts';
import { imageCall, type MadeCall, madeCallSchema } from '../core/domain/provider-call.ts';
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
  readonly onLate: (generationId: string, call: MadeCall) => void;
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
    for (const one of result.calls) parts.onLate(job.generationId, { ...one, outcome: 'dropped' });
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
  const version = RESULT_VERSION;
  let asked = false;
  let answer: ProviderAnswer | undefined;
  try {
    const provider = parts.providers.get(job.spec.provider);
    if (provider === undefined) throw failed('auth', `no key for ${job.spec.provider} is set here`);
    const references = await loadReferences(job.spec, parts, signal);
    signal.throwIfAborted();
    asked = true;
    answer = await call(job, provider, references, parts, signal);
    const image = await keep(job.spec, answer.bytes, parts);
    return { version, ok: true, image, calls: [madeCall(job, 'image', answer)] };
  } catch (cause) {
    // Given up before an answer: nothing is known. Given up after it: the cost is.
    if (answer === undefined) signal.throwIfAborted();
    const error = cause instanceof ProviderError ? cause : asProviderError(cause);
    const failure = asked ? error.failure : { ...error.failure, unasked: true as const };
    const made = () => madeCall(job, failure.kind, answer ?? error);
    return { version, ok: false, failure, calls: failure.unasked === true ? [] : [made()] };
  }
}

/** What the ledger keeps of the call, whatever the provider says of its tokens. */
function madeCall(
  { generationId, spec }: RenderJob,
  outcome: MadeCall['outcome'],
  { costUsd, tokens }: Pick<ProviderAnswer, 'costUsd' | 'tokens'>,
): MadeCall {
  const read = madeCallSchema.shape.tokens.parse(tokens);
  return { ...imageCall(generationId, spec), outcome, costUsd, tokens: read };
}

/** One call under our own clock. An answer that comes after it was given up is still counted. */
function call(
  job: RenderJob,
  provider: ImageProvider,
  references: readonly ReferenceImage[],
  { clock, onLate }: RenderParts,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const { generationId, spec, timeoutMs } = job;
  const late = () => failed('timeout', `no answer within ${Math.round(timeoutMs / 1000)} s`);
  return within({ clock, ms: timeoutMs, signal, late }, (limited) => {
    const answering = provider.render(spec, references, limited);
    answering.then(
      (answer) => {
        if (limited.aborted) onLate(generationId, madeCall(job, 'dropped', answer));
      },
      (cause: unknown) => {
        if (!limited.aborted || !(cause instanceof ProviderError) || cause.costUsd === null) return;
        onLate(generationId, madeCall(job, 'dropped', cause));
      },
    );
    return answering;
  });
}

/** Decodes what came, whatever it was said to be, and stores it as the spec wants it. */
async function keep(
  spec: Spec,
  bytes: Uint8Array,
  { images, blobs }: RenderParts,
): Promise<StoredImage> {
  const seen = await images.inspect(bytes, OUTPUT_LIMITS);
  if (typeof seen === 'string') {
    const detail = `the provider answered without a readable image (${seen})`;
    throw failed('provider_error', detail);
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
