import { once } from 'node:events';
import sharp from 'sharp';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import type { Place } from '../../src/core/domain/person.ts';
import type { BlobStore } from '../../src/core/ports/blobs.ts';
import type { ImageProvider, ProviderAnswer } from '../../src/core/ports/image-provider.ts';
import type { TextModel } from '../../src/core/ports/text-model.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { FirstAnswer, Surface } from '../../src/core/ports/surface.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import type { ShowInPlace } from '../../src/core/studio/show/in-place.ts';
import { FakeSurface } from '../fakes/fake-surface.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPool } from '../values.ts';
import type { Mains } from './mains.ts';
import { type Answers, type PaidText, textModelFor } from './text.ts';

/** Images that differ; a provider makes one after the other. */
const COLOURS = ['#456', '#654', '#465', '#645'] as const;

/** What does not lose its power: the chat, the provider with its bills, the blobs, and what people were told. */
export class Outside {
  readonly chat = new FakeSurface();
  readonly blobs = new MemoryBlobs();
  /** Output keys of all calls that the provider was paid for. */
  readonly paid: string[] = [];
  /** All calls that the text model was paid for. */
  readonly paidTexts: PaidText[] = [];
  /** Prompts that the provider refuses. */
  refuses: RegExp | null = null;
  /** Output keys that it refused. */
  readonly refused = new Set<string>();
  /** Whether the provider takes longer than anybody waits. */
  isSlow = false;
  /** A person was told something privately. */
  onNotice = async (): Promise<void> => {};
  /** Generations whose images were posted. */
  readonly images = new Set<string>();
  /** What somebody was told, with what must be true from then on. */
  readonly told: { readonly what: string; readonly holds: () => unknown }[] = [];
  /** What the text model answers; without answers there is none. */
  readonly answers: Answers | undefined;
  readonly #pictures: readonly Uint8Array[];

  static async open(answers?: Answers): Promise<Outside> {
    const small = { width: 64, height: 64, channels: 3 } as const;
    const pictures = COLOURS.map((background) =>
      sharp({ create: { ...small, background } })
        .png()
        .toBuffer(),
    );
    return new Outside(await Promise.all(pictures), answers);
  }

  private constructor(pictures: readonly Uint8Array[], answers: Answers | undefined) {
    this.#pictures = pictures;
    this.answers = answers;
    const { tones, angles, people } = aPool();
    for (const { key } of [...tones, ...angles, ...people])
      this.blobs.blobs.set(key, this.#picture());
  }

  /** The chat as a process reaches it. */
  chatFor(mains: Mains): Surface {
    const { chat } = this;
    const call = <T>(what: string, run: () => Promise<T>) => mains.call(`the chat’s ${what}`, run);
    return {
      room: chat.room,
      hidesPictures: true,
      gapMs: 0,
      post: (target, card): Promise<SentMessage> =>
        call(`post of the ${card.kind}`, () => {
          if (card.kind === 'image') this.images.add(target.nonce);
          return chat.post(target, card);
        }),
      update: (place, id, card, memo) =>
        call(`edit of the ${card.kind}`, () => chat.update(place, id, card, memo)),
      remove: (place, id, memo) => call('removal', () => chat.remove(place, id, memo)),
      find: (target) => call('search', () => chat.find(target)),
      tell: (place, person, text) =>
        call('notice', async () => {
          await chat.tell(place, person, text);
          await this.onNotice();
        }),
      link: (place, id) => chat.link(place, id),
    };
  }

  /** Answers to commands and presses, as a process reaches them. */
  answersFor(mains: Mains) {
    const { chat } = this;
    const first: FirstAnswer = (card, target) =>
      mains.call('the first answer', () => chat.post(target, card));
    /** Shows a card on the message that was pressed. */
    const inPlace =
      (place: Place, id: string): ShowInPlace =>
      (card, memo) =>
        mains.call('an answer in place', () => chat.update(place, id, card, memo));
    return { first, inPlace };
  }

  /** Its writes as a process reaches them. */
  blobsFor(mains: Mains): BlobStore {
    const { blobs } = this;
    return {
      get: (key) => blobs.get(key),
      size: (key) => blobs.size(key),
      list: (prefix) => blobs.list(prefix),
      put: (key, bytes) => mains.call('a blob is stored', () => blobs.put(key, bytes)),
      copy: (from, to) => mains.call('a blob is copied', () => blobs.copy(from, to)),
      delete: (key) => mains.call('a blob is deleted', () => blobs.delete(key)),
    };
  }

  /** A provider that answers at once, and bills every call. */
  providerFor(mains: Mains): ImageProvider {
    return {
      name: 'sample',
      render: ({ outputKey, userPrompt }: Spec, _references, signal): Promise<ProviderAnswer> =>
        mains.call('a paid call', async () => {
          this.paid.push(outputKey);
          if (this.isSlow) await once(signal, 'abort');
          signal.throwIfAborted();
          if (this.refuses?.test(userPrompt) === true) {
            this.refused.add(outputKey);
            throw new ProviderError({ kind: 'safety_block', detail: 'refused', stage: 'input' });
          }
          return { bytes: this.#picture(), costUsd: 0.01, tokens: null };
        }),
    };
  }

  textModelsFor(mains: Mains): readonly TextModel[] {
    const { answers, paidTexts } = this;
    return answers === undefined ? [] : [textModelFor(mains, answers, paidTexts)];
  }

  #picture(): Uint8Array {
    const next = this.#pictures[this.paid.length % this.#pictures.length];
    if (next === undefined) throw new Error('there is no picture');
    return next;
  }
}
