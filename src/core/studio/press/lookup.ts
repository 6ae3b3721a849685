import type { Generation, PairView, Post } from '../../domain/pair.ts';
import { OUTPUT_LIMITS } from '../../domain/picture-limits.ts';
import type { Caller } from '../../domain/person.ts';
import type { StoredImage } from '../../domain/side.ts';
import { UserError } from '../../words/user-error.ts';
import { type Door, sees } from '../base/door.ts';
import type { World } from '../base/world.ts';
import type { SmallSide, Thumbnails } from './thumbnails.ts';

export type LookupParts = Pick<World, 'store' | 'blobs' | 'images'> & {
  readonly door: Door;
  readonly thumbnails: Thumbnails;
};

/** An image that was made, with its bytes. */
export interface ImageFile {
  readonly generation: Generation;
  readonly image: StoredImage;
  readonly bytes: Uint8Array;
}

/**
 * Finds pairs, images and references by their ids, files and keys. Every member throws the same `UserError` (404)
 * for what another workspace made and for what never existed.
 */
export class Lookup {
  readonly #parts: LookupParts;

  constructor(parts: LookupParts) {
    this.#parts = parts;
  }

  pair(caller: Caller, id: string): PairView {
    const { door } = this.#parts;
    return door.pair(door.enter(caller), id);
  }

  /** An image by its file, `{generation}.{ext}`, or that of a candidate in a race. */
  async image(somebody: Caller, file: string): Promise<ImageFile> {
    const { generation, image } = this.#seen(somebody, file);
    return this.#read(generation, image);
  }

  /** A small copy of the same, within `side` pixels; undefined when none can be made now. */
  async smallImage(
    somebody: Caller,
    file: string,
    side: SmallSide,
  ): Promise<Uint8Array | undefined> {
    const { generation, image } = this.#seen(somebody, file);
    if (generation.deletedAt !== null) throw new UserError('image_deleted');
    const read = async () => (await this.#read(generation, image)).bytes;
    return this.#parts.thumbnails.of(image.key, side, read, { by: somebody.person.id });
  }

  /** An image by its file, for a link that somebody who may see it gave away: nobody is checked. */
  async linkedImage(file: string): Promise<ImageFile> {
    const { generation, image } = this.#find(file);
    return this.#read(generation, image);
  }

  /** The message of the caller's workspace that shows the image under a key; undefined when none does. */
  shownBy(somebody: Caller, key: string): Post | undefined {
    const { door, store } = this.#parts;
    const caller = door.enter(somebody);
    const id = key.split('/').at(-1)?.split('.', 1)[0] ?? '';
    const post = store.posts.get(id);
    const isShown = post?.state === 'posted' && store.generations.get(id)?.image?.key === key;
    return isShown && sees(caller, post) ? post : undefined;
  }

  /** A reference's bytes by its key: the pool's for everybody, a pair's own ones for its workspace. */
  async reference(somebody: Caller, key: string): Promise<Uint8Array> {
    this.#requireReference(somebody, key);
    return this.#readReference(somebody, key);
  }

  /** A small copy of the same, within `side` pixels; undefined when none can be made now. */
  async smallReference(
    somebody: Caller,
    key: string,
    side: SmallSide,
  ): Promise<Uint8Array | undefined> {
    this.#requireReference(somebody, key);
    const read = () => this.#readReference(somebody, key);
    return this.#parts.thumbnails.of(key, side, read, { by: somebody.person.id });
  }

  #requireReference(somebody: Caller, key: string): void {
    const { door, store } = this.#parts;
    const caller = door.enter(somebody);
    const [folder, pairId = ''] = key.split('/');
    const pair = folder === 'own' ? store.pairs.get(pairId) : undefined;
    // The bucket may hold other people's files: a key that no row names is not read.
    const known = store.pool.hasKey(key) || (pair !== undefined && sees(caller, pair));
    if (!known) throw new UserError('gone');
  }

  async #readReference({ person }: Caller, key: string): Promise<Uint8Array> {
    const bytes = await this.#parts.blobs.get(key);
    if (bytes === undefined) throw new UserError('gone');
    return this.#plain(bytes, person.id);
  }

  /** Older ones were stored as they came, perhaps with the place where a photo was taken. */
  async #plain(bytes: Uint8Array, by: string): Promise<Uint8Array> {
    const { images } = this.#parts;
    const seen = await images.look(bytes, OUTPUT_LIMITS, { keepProvenance: true });
    if (seen === 'type' || (typeof seen !== 'string' && seen.plain)) return bytes;
    const plain = await images.plain(bytes, OUTPUT_LIMITS, { by, keepProvenance: true });
    if (typeof plain === 'string') throw new UserError('gone');
    return plain.bytes;
  }

  #seen(somebody: Caller, file: string) {
    const { door, store } = this.#parts;
    const caller = door.enter(somebody);
    const found = this.#find(file);
    const pair = store.pairs.get(found.generation.pairId);
    if (pair === undefined || !sees(caller, pair)) throw new UserError('gone');
    return found;
  }

  #find(file: string): { readonly generation: Generation; readonly image: StoredImage } {
    const { generations, races } = this.#parts.store;
    const id = file.split('.', 1)[0] ?? '';
    const its = generations.get(id);
    const candidate = its === undefined ? races.candidate(id) : undefined;
    const generation = candidate === undefined ? its : generations.get(candidate.generationId);
    const image = (candidate ?? its)?.image ?? null;
    if (generation === undefined || image?.key.endsWith(`/${file}`) !== true) {
      throw new UserError('gone');
    }
    return { generation, image };
  }

  async #read(generation: Generation, image: StoredImage): Promise<ImageFile> {
    if (generation.deletedAt !== null) throw new UserError('image_deleted');
    const bytes = await this.#parts.blobs.get(image.key);
    if (bytes === undefined) throw new UserError('gone');
    return { generation, image, bytes };
  }
}
