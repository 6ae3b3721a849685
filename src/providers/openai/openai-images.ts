import type { Clock } from '../../core/ports/system.ts';
import { type OpenAI, toFile } from 'openai';
import { z } from 'zod';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import { sizeName } from '../../core/domain/model.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import type { Spec } from '../../core/domain/spec.ts';
import type { VendorAccess } from '../common/access.ts';
import { fetchImage } from '../common/image-address.ts';
import { requireImageType } from '../common/image-type.ts';
import { limitBy } from '../common/limit-of.ts';
import { withParameters } from '../common/parameters.ts';
import { readAnswer } from './answer.ts';
import { classify } from './classify.ts';
import { openAiClient } from './client.ts';

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** OpenAI's Images API: generations without references, edits with them. */
export class OpenAiImages implements VendorImages {
  readonly name = 'openai';
  readonly #client: OpenAI;
  readonly #apiKey: string;
  readonly #address: string | null;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(access: VendorAccess, clock: Pick<Clock, 'now'>) {
    this.#client = openAiClient(access);
    this.#apiKey = access.apiKey;
    this.#address = access.baseUrl;
    this.#clock = clock;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const image = await Promise.all(references.map(upload));
    return readAnswer(await this.#call(spec, image, signal), {
      price: spec.price,
      key: this.#apiKey,
      fetchImage: (address) => fetchImage(address, this.#address, signal),
    });
  }

  /**
   * Lists the models, which costs nothing. Fails for a key that may only make images, and a new model may be missing
   * from the list although it works.
   */
  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    try {
      const answer = modelsSchema.safeParse(await this.#client.get('/models', { signal }));
      if (!answer.success) {
        const detail = 'answered without a list of models';
        return { failure: { kind: 'provider_error', detail }, missing: [] };
      }
      const offered = new Set(answer.data.data.map(({ id }) => id));
      return { failure: null, missing: models.filter((model) => !offered.has(model)) };
    } catch (cause) {
      signal.throwIfAborted();
      return { failure: this.#classify(cause), missing: [] };
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
      throw new ProviderError(limitBy(this.#classify(cause), model));
    }
  }

  #classify(cause: unknown): Failure {
    return classify(cause, { key: this.#apiKey, now: this.#clock.now() });
  }
}

/** A reference as a file with its type: the vendor reads the type, not the bytes. */
async function upload(reference: ReferenceImage, index: number): Promise<File> {
  const type = requireImageType(reference);
  return toFile(reference.bytes, `reference-${index + 1}.${type.replace('image/', '')}`, { type });
}
