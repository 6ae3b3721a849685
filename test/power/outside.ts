import { once } from 'node:events';
import sharp from 'sharp';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import type { Place } from '../../src/core/domain/person.ts';
import type { BlobStore } from '../../src/core/ports/blobs.ts';
import type { ImageProvider, ProviderAnswer } from '../../src/core/ports/image-provider.ts';
import type { FirstAnswer, Surface } from '../../src/core/ports/surface.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import type { ShowInPlace } from '../../src/core/studio/show/in-place.ts';
import { FakeSurface } from '../fakes/fake-surface.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPool } from '../values.ts';
import type { Mains } from './mains.ts';

/** What does not lose its power: the chat, the provider with its bills, the blobs, and what people were told. */
export class Outside {
  readonly chat = new FakeSurface();
  readonly blobs = new MemoryBlobs();
  /** Output keys of all calls that the provider was paid for. */
  readonly paid: string[] = [];
  /** Whether the provider takes longer than anybody waits. */
  isSlow = false;
  /** A person was told something privately. */
  onNotice = async (): Promise<void> => {};
  /** Generations whose images were posted. */
  readonly images = new Set<string>();
  /** What somebody was told, with what must be true from then on. */
  readonly told: { readonly what: string; readonly holds: () => unknown }[] = [];
  readonly #picture: Uint8Array;

  static async open(): Promise<Outside> {
    const small = { width: 64, height: 64, channels: 3, background: '#456' } as const;
    return new Outside(await sharp({ create: small }).png().toBuffer());
  }

  private constructor(picture: Uint8Array) {
    this.#picture = picture;
    const { tones, angles, people } = aPool();
    for (const { key } of [...tones, ...angles, ...people]) this.blobs.blobs.set(key, picture);
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
      render: ({ outputKey }: Spec, _references, signal): Promise<ProviderAnswer> =>
        mains.call('a paid call', async () => {
          this.paid.push(outputKey);
          if (this.isSlow) await once(signal, 'abort');
          signal.throwIfAborted();
          return { bytes: this.#picture, costUsd: 0.01, tokens: null };
        }),
    };
  }
}
