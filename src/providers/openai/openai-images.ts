import type { Clock } from '../../core/ports/system.ts';
import { type OpenAI, toFile } from 'openai';
import { z } from 'zod';
import { ProviderError } from '../../core/domain/failure.ts';
import { sizeName } from '../../core/domain/model.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { imageTypeOf } from '../shared/image-type.ts';
import { withParameters } from '../shared/parameters.ts';
import { noImage } from '../shared/unasked.ts';
import { readAnswer } from './answer.ts';
import { classify } from './classify.ts';

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** OpenAI's Images API: generations without references, edits with them. */
export class OpenAiImages implements VendorImages {
  readonly name = 'openai';
  readonly #client: OpenAI;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(client: OpenAI, clock: Pick<Clock, 'now'>) {
    this.#client = client;
    this.#clock = clock;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const image = await Promise.all(references.map(upload));
    return readAnswer(await this.#call(spec, image, signal), spec.price);
  }

  /**
   * Lists the models, which costs nothing. A key that may only make images is told so here although it
   * would do, and a model that has just come out may be missing from the list although it answers.
   */
  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    try {
      const answer = modelsSchema.safeParse(await this.#client.get('/models', { signal }));
      if (!answer.success) return unusable('answered without a list of models');
      const offered = new Set(answer.data.data.map(({ id }) => id));
      return { failure: null, missing: models.filter((model) => !offered.has(model)) };
    } catch (cause) {
      signal.throwIfAborted();
      return { failure: classify(cause, this.#classifying()), missing: [] };
    }
  }

  async #call(spec: Spec, image: File[], signal: AbortSignal): Promise<unknown> {
    const { model, prompt, size, parameters } = spec;
    const fields = withParameters({ n: 1, size: sizeName(size) }, parameters);
    const { images } = this.#client;
    try {
      return image.length === 0
        ? await images.generate({ ...fields, model, prompt }, { signal })
        : await images.edit({ ...fields, model, prompt, image }, { signal });
    } catch (cause) {
      throw new ProviderError(classify(cause, this.#classifying()));
    }
  }

  #classifying() {
    return { key: this.#client.apiKey ?? '', now: this.#clock.now() };
  }
}

function unusable(detail: string): Probe {
  return { failure: { kind: 'provider_error', detail }, missing: [] };
}

/** A reference as a file that says what it is: the vendor believes the type, not the bytes. */
async function upload({ bytes, label }: ReferenceImage, index: number): Promise<File> {
  const type = imageTypeOf(bytes);
  if (type === undefined) throw noImage(label);
  return toFile(bytes, `reference-${index + 1}.${type.replace('image/', '')}`, { type });
}
