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
import type { Clock } from '../../core/ports/system.ts';
import type { VendorAccess } from '../common/access.ts';
import { fetchImage } from '../common/image-address.ts';
import { inlineImage } from '../common/inline-image.ts';
import { declines } from '../common/refusal-words.ts';
import { limitBy } from '../common/limit-of.ts';
import { retryAfterOf } from '../common/retry-after.ts';
import { type Answer, type Fault, type Item, ofTask } from './answer.ts';
import { failureOfConnection, failureOfFault, failureOfMissingTask } from './classify.ts';
import { RunwareClient, type Task } from './client.ts';
import { missingModels, probeTasks } from './probe.ts';
import { imageTask } from './task.ts';

const FLAGGED: Failure = {
  kind: 'safety_block',
  detail: 'the image was flagged as not safe for work',
  stage: 'output',
  categories: ['nsfw'],
};

/** The models that Runware hosts or passes calls on to. */
export class RunwareImages implements VendorImages {
  readonly name = 'runware';
  readonly #client: RunwareClient;
  readonly #address: string | null;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(access: VendorAccess, clock: Pick<Clock, 'now'>) {
    this.#client = new RunwareClient(access);
    this.#address = access.baseUrl;
    this.#clock = clock;
  }

  async render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const taskUUID = randomUUID();
    const answer = await this.#ask([imageTask(spec, references, taskUUID)], signal);
    const { item, fault } = ofTask(answer.body, taskUUID);
    const bytes = item === null ? undefined : inlineOf(item);
    const address = item?.imageURL ?? '';
    if (item === null || (bytes === undefined && address === '')) {
      const failure = limitBy(this.#failureOf(answer, item, fault), spec.model);
      throw new ProviderError(failure, { costUsd: item?.cost ?? null });
    }
    const costUsd = costOf(spec.price, { reportedUsd: item.cost, images: 1 });
    // Runware checks only when the model's row says so, and delivers the image all the same.
    if (item.NSFWContent) throw new ProviderError(FLAGGED, { costUsd });
    if (bytes !== undefined) return { bytes, costUsd, tokens: null };
    return { bytes: await this.#fetch(address, costUsd, signal), costUsd, tokens: null };
  }

  async probe(models: readonly string[], signal: AbortSignal): Promise<Probe> {
    const tasks = probeTasks(models, randomUUID);
    try {
      const answer = await this.#ask(tasks, signal);
      const failure = this.#probeFailure(answer);
      return { failure, missing: failure === null ? missingModels(answer, tasks) : [] };
    } catch (cause) {
      if (!(cause instanceof ProviderError)) throw cause;
      return { failure: cause.failure, missing: [] };
    }
  }

  async #fetch(address: string, costUsd: number | null, signal: AbortSignal): Promise<Uint8Array> {
    try {
      return await fetchImage(address, this.#address, signal);
    } catch (cause) {
      // The image was made, and is paid.
      if (!(cause instanceof ProviderError)) throw cause;
      throw new ProviderError({ ...cause.failure, answered: true }, { costUsd });
    }
  }

  /** Throws a `ProviderError` for a connection that fails, or the signal's reason. */
  async #ask(tasks: readonly Task[], signal: AbortSignal): Promise<Answer> {
    try {
      return await this.#client.send(tasks, signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ProviderError) throw cause;
      // Without its cause, whose message may hold the key.
      throw new ProviderError(failureOfConnection(cause, this.#client.hide));
    }
  }

  /** A search that was refused as invalid, or that failed beside others, still shows that the key works. */
  #probeFailure(answer: Answer): Failure | null {
    const { status, body } = answer;
    const around = this.#around(answer);
    if (body === null) return failureOfMissingTask(false, around);
    const [fault] = body.errors;
    if (fault === undefined) return status < 400 ? null : failureOfMissingTask(true, around);
    const failure = failureOfFault(fault, around);
    return body.data.length > 0 || failure.kind === 'invalid_request' ? null : failure;
  }

  #failureOf(answer: Answer, item: Item | null, fault: Fault | null): Failure {
    const around = this.#around(answer);
    if (fault !== null) return failureOfFault(fault, around);
    const said = item?.text ?? '';
    if (declines(said)) return { kind: 'safety_block', detail: around.hide(said) };
    return failureOfMissingTask(answer.body !== null, around);
  }

  #around({ status, headers }: Answer) {
    const retryAfterMs = retryAfterOf(headers, this.#clock.now());
    return { status, retryAfterMs, hide: this.#client.hide };
  }
}

/** The image of either field; undefined when there is none. */
function inlineOf({ imageBase64Data, imageDataURI }: Item): Uint8Array | undefined {
  return inlineImage(imageBase64Data) ?? inlineImage(imageDataURI);
}
