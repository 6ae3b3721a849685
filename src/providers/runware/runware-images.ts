import { randomUUID } from 'node:crypto';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import type {
  Probe,
  ProviderAnswer,
  ReferenceImage,
  VendorImages,
} from '../../core/ports/image-provider.ts';
import { costOf } from '../../core/domain/price.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { retryAfterOf } from '../shared/retry-after.ts';
import { type Answer, type Item, ofTask } from './answer.ts';
import { failureOfConnection, failureOfFault, failureOfSilence } from './classify.ts';
import type { RunwareClient, Task } from './client.ts';
import { missingModels, probeTasks } from './probe.ts';
import { imageTask } from './task.ts';

const NOTHING = { item: null, fault: null };

const FLAGGED: Failure = {
  kind: 'safety_block',
  detail: 'the image was flagged as not safe for work',
  stage: 'output',
  categories: ['nsfw'],
};

/** The models that Runware hosts or passes on to. Whatever a model needs stands in its row. */
export class RunwareImages implements VendorImages {
  readonly name = 'runware';
  readonly #client: RunwareClient;
  readonly #uuid: () => string;
  readonly #now: () => number;

  /** `uuid` makes names of tasks, version 4 and never the same; `now` is milliseconds since the epoch. */
  constructor(
    client: RunwareClient,
    {
      uuid = randomUUID,
      now = Date.now,
    }: { readonly uuid?: () => string; readonly now?: () => number } = {},
  ) {
    this.#client = client;
    this.#uuid = uuid;
    this.#now = now;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const taskUUID = this.#uuid();
    const answer = await this.#ask([imageTask(spec, references, taskUUID)], signal);
    const { item, fault } = answer.body === null ? NOTHING : ofTask(answer.body, taskUUID);
    const bytes = item === null ? null : bytesOf(item);
    if (item === null || bytes === null) {
      const around = this.#around(answer);
      const failure =
        fault === null
          ? failureOfSilence(answer.body !== null, around)
          : failureOfFault(fault, around);
      throw new ProviderError(failure, { costUsd: item?.cost ?? null });
    }
    const costUsd = costOf(spec.price, { reportedUsd: item.cost, images: 1 });
    // Runware looks only when the row asks it to, and leaves what follows to us.
    if (item.NSFWContent) throw new ProviderError(FLAGGED, { costUsd });
    return { bytes, costUsd, tokens: null };
  }

  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    const tasks = probeTasks(models, this.#uuid);
    try {
      const answer = await this.#ask(tasks, signal);
      const failure = this.#probeFailure(answer);
      return { failure, missing: failure === null ? missingModels(answer, tasks) : [] };
    } catch (cause) {
      if (!(cause instanceof ProviderError)) throw cause;
      return { failure: cause.failure, missing: [] };
    }
  }

  /** Throws a `ProviderError` for a connection that fails, or the signal's reason. */
  async #ask(tasks: readonly Task[], signal: AbortSignal): Promise<Answer> {
    try {
      return await this.#client.send(tasks, signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ProviderError) throw cause;
      // Without its cause, whose words are not cleaned.
      throw new ProviderError(failureOfConnection(cause, (said) => this.#client.hide(said)));
    }
  }

  /** A search that was not understood, or one of several that failed, still shows that the key is taken. */
  #probeFailure(answer: Answer): Failure | null {
    const { status, body } = answer;
    const around = this.#around(answer);
    if (body === null) return failureOfSilence(false, around);
    const [fault] = body.errors;
    if (fault === undefined) return status < 400 ? null : failureOfSilence(true, around);
    const failure = failureOfFault(fault, around);
    return body.data.length > 0 || failure.kind === 'invalid_request' ? null : failure;
  }

  #around({ status, headers }: Answer) {
    return {
      status,
      retryAfterMs: retryAfterOf(headers, this.#now()),
      hide: (said: string) => this.#client.hide(said),
    };
  }
}

/** The image, whichever field it is in; null when there is none. */
function bytesOf({ imageBase64Data, imageDataURI }: Item): Uint8Array | null {
  const text = imageBase64Data ?? imageDataURI ?? '';
  const bytes = Buffer.from(text.replace(/^data:[^,]*,/, ''), 'base64');
  return bytes.length === 0 ? null : bytes;
}
