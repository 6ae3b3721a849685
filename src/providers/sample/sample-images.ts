import type { Clock } from '../../core/ports/system.ts';
import { once } from 'node:events';
import sharp from 'sharp';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../../core/ports/image-provider.ts';
import { OUTPUT_LIMITS } from '../../core/domain/picture-limits.ts';
import type { Images } from '../../core/ports/images.ts';
import { placeIn } from '../../core/plan/places.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { compositionOf } from './composition.ts';
import { motifOf } from './motif-words.ts';
import { colourOf, LENIENT, paletteOf } from './palette.ts';
import { paint } from './paint.ts';
import { type Steer, steerOf } from './steering.ts';
import { viewLike, viewOf } from './view.ts';

/** Milliseconds that `#slow` takes, and that `#late` takes after the abort. */
const SLOW_MS = 4_000;
const LATE_MS = 1_000;
/** Pixels of the longer side of a reference that is looked at as it is. */
const SMALL_SIDE = 1_024;

/**
 * The built-in image provider: pictures painted from prompt and seed, free, and marked as samples. `#`
 * words in the prompt make a side slow, fail, blocked, late or hang.
 */
export class SampleImages implements ImageProvider {
  readonly name = 'sample';
  readonly #clock: Clock;
  readonly #images: Pick<Images, 'look' | 'fit'>;

  constructor(clock: Clock, images: Pick<Images, 'look' | 'fit'>) {
    this.#clock = clock;
    this.#images = images;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    await this.#steer(steerOf(spec.userPrompt, spec.side), signal);
    const small: ReferenceImage[] = [];
    for (const one of references) small.push(await this.#small(one));
    return { bytes: await drawSpec(spec, small), costUsd: 0, tokens: null };
  }

  /** A picture takes no more than its colours, its horizon and a small print of its references. */
  async #small(reference: ReferenceImage): Promise<ReferenceImage> {
    const { label, bytes } = reference;
    const seen = await this.#images.look(bytes, OUTPUT_LIMITS);
    if (typeof seen !== 'string' && Math.max(seen.width, seen.height) <= SMALL_SIDE) {
      return reference;
    }
    try {
      const room = { maxBytes: Infinity, maxSide: SMALL_SIDE };
      return { ...reference, bytes: await this.#images.fit(bytes, room) };
    } catch (cause) {
      const detail = `the reference "${label}" cannot be read as a picture`;
      throw free({ kind: 'invalid_request', detail }, cause);
    }
  }

  async #steer(steer: Steer | null, signal: AbortSignal): Promise<void> {
    switch (steer) {
      case 'fail':
        throw free({ kind: 'provider_error', detail: 'the prompt says #fail' });
      case 'block':
        throw free({
          kind: 'safety_block',
          detail: 'the prompt says #block',
          stage: 'input',
          categories: ['sample'],
        });
      case 'slow':
        return this.#wait(SLOW_MS, signal);
      case 'hang':
        await aborted(signal);
        throw new ProviderError({ kind: 'timeout', detail: 'the prompt says #hang' });
      case 'late':
        // Answers after the abort, like a provider that does not notice it.
        await aborted(signal);
        return this.#wait(LATE_MS, new AbortController().signal);
      case null:
        return;
    }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      const stop = () => {
        cancel();
        reject(new ProviderError({ kind: 'timeout', detail: 'given up while it was slow' }));
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

function free(failure: Failure, cause?: unknown): ProviderError {
  return new ProviderError(failure, { costUsd: 0, cause });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function drawSpec(spec: Spec, references: readonly ReferenceImage[]): Promise<Uint8Array> {
  const ofRole = (role: ReferenceImage['role']) => references.filter((one) => one.role === role);
  const colours = await Promise.all(ofRole('tone').map(({ bytes }) => colourOf(bytes)));
  const [angle] = ofRole('angle');
  const svg = paint({
    size: spec.size,
    seed: spec.seed,
    palette: paletteOf(colours, spec.toneRatio),
    view:
      angle === undefined
        ? viewOf(spec.angle, spec.angleRatio)
        : viewLike(await compositionOf(angle.bytes), spec.angleRatio),
    motif: motifOf(spec.userPrompt, spec.scene),
    inCity: placeIn(spec.userPrompt, []) !== null,
  });
  const picture = sharp(Buffer.from(svg));
  const [own] = ofRole('own');
  return (own === undefined ? picture : picture.composite([await framed(own, spec)]))
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** A person's own image, as a small print in the lower left corner. */
async function framed({ bytes }: ReferenceImage, { size }: Spec) {
  const side = Math.round(Math.min(size.width, size.height) * 0.24);
  const margin = Math.round(side * 0.16);
  const border = Math.max(2, Math.round(side * 0.05));
  const input = await sharp(bytes, LENIENT)
    .resize(side, side, { fit: 'cover' })
    .extend({ top: border, bottom: border, left: border, right: border, background: '#f6f2ea' })
    .png()
    .toBuffer();
  return { input, left: margin, top: size.height - side - 2 * border - margin };
}
