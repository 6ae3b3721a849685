import type { World } from '../base/world.ts';
import { cleanName } from '../../domain/names.ts';
import { endingOf } from '../../domain/output-key.ts';
import type { Generation, Pair } from '../../domain/pair.ts';
import type { Person } from '../../domain/person.ts';
import type { PoolEntry, PromotionDraft, Target } from '../../domain/pool.ts';
import type { Reference } from '../../domain/reference.ts';
import type { StoredImage } from '../../domain/side.ts';
import { cut, dayOf } from '../../base/text.ts';
import { storageRefusal } from '../../words/storage-refusal.ts';
import { ANGLES, findPreset } from '../../plan/presets.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { putTarget } from './promote-target.ts';
import type { Signals } from '../base/signals.ts';
import { within } from '../../base/within.ts';

export type PoolCopyParts = Pick<World, 'store' | 'blobs' | 'clock' | 'ids' | 'log'> & {
  readonly signals: Signals;
};

/** Milliseconds a copy inside the store may take. */
const COPY_MS = 60_000;
const MAX_CAPTION = 100;

/**
 * Copies an image into the pool: stores the new key as unsettled, copies inside the blob store, then inserts the
 * reference in one transaction. After a crash in between, the janitor deletes the copy by its unsettled key.
 */
export class PoolCopy {
  readonly #parts: PoolCopyParts;

  constructor(parts: PoolCopyParts) {
    this.#parts = parts;
  }

  /** Throws a `UserError` that names who was first, when the target has the image already. */
  requireNew(generation: Generation, target: Target): void {
    const { store } = this.#parts;
    const before = store.promotions
      .of(generation.id)
      .find((one) => one.inPool && isSame(one.target, target));
    if (before !== undefined) {
      throw new UserError('already_promoted', target.displayName, before.by.name, dayOf(before.at));
    }
    const sha256 = generation.image?.sha256 ?? '';
    const [held] = store.pool
      .withContent(target.kind, sha256)
      .filter((one) => isHeldIn(one, target));
    if (held !== undefined) {
      const { by, at } = held.added;
      throw new UserError('already_in_pool', target.displayName, by.name, dayOf(at));
    }
  }

  /** Repeating it promotes once. Throws a `UserError`; nothing has changed then. */
  async promote(draft: PromotionDraft, generation: Generation, by: Person): Promise<void> {
    const { store, clock, ids, signals } = this.#parts;
    const { image } = generation;
    if (image === null) throw new UserError('not_available');
    this.requireNew(generation, draft.target);
    // A key of its own: undoing one try must not delete the copy of another.
    const key = keyFor(draft.target, ids.next(), image);
    store.unsettled.begin(key, clock.now());
    await this.#copy(generation, image.key, key);
    try {
      const isNamed = store.transaction(() => this.#commit(draft, generation, image, key, by));
      if (!isNamed) await this.#undo(generation, key);
    } catch (cause) {
      await this.#undo(generation, key);
      throw cause;
    }
    signals.pair(generation.pairId);
  }

  async #copy({ id, pairId: pair }: Generation, from: string, to: string): Promise<void> {
    const { blobs, clock, log } = this.#parts;
    const copied = await within({ clock, ms: COPY_MS }, () => blobs.copy(from, to)).catch(
      (cause: unknown) => {
        const ids = { pair, generation: id };
        log.error({ err: cause, ...ids, from, to }, 'an image could not be copied into the pool');
        throw storageRefusal(cause) ?? new UserError('pool_copy_failed');
      },
    );
    if (copied) return;
    this.#parts.store.unsettled.settle(to);
    throw new UserError('image_missing');
  }

  #commit(
    { id, target }: PromotionDraft,
    generation: Generation,
    image: StoredImage,
    key: string,
    by: Person,
  ): boolean {
    const { store, clock, ids } = this.#parts;
    // Another press of the same button has done it.
    if (store.promotions.get(id) !== undefined) return false;
    this.requireNew(generation, target);
    // The janitor settled the key first: it has deleted the copy.
    if (!store.unsettled.settle(key)) throw new UserError('pool_copy_failed');
    const pair = store.pairs.get(generation.pairId);
    if (pair === undefined) throw new UserError('gone');
    putTarget(store, target);
    const at = clock.now();
    const tags = target.kind === 'angle' ? anglesOf(generation, store) : [];
    const reference = referenceOf(ids.next(), target, { ...generation, tags }, pair, image, key);
    if (!store.pool.insert(reference, { at, by, source: 'promotion' })) {
      throw new Error(`the pool did not take ${key}`);
    }
    store.promotions.insert({ id, generationId: generation.id, referenceId: reference.id, by, at });
    store.pairs.touch(pair.id);
    return true;
  }

  /** Deletes the copy; the janitor does it when this fails. */
  async #undo({ id, pairId: pair }: Generation, key: string): Promise<void> {
    const { store, blobs, log } = this.#parts;
    try {
      if (store.pool.hasKey(key)) return;
      await blobs.delete(key);
      store.unsettled.settle(key);
    } catch (err) {
      const ids = { pair, generation: id };
      log.warn(
        { err, ...ids, key },
        'a copy that is not needed could not be deleted; the janitor will',
      );
    }
  }
}

function isSame(a: Target, b: Target): boolean {
  return a.kind === b.kind && a.slug === b.slug;
}

function isHeldIn({ reference, removed }: PoolEntry, { slug }: Target): boolean {
  return removed === null && (reference.category ?? reference.persona) === slug;
}

function keyFor({ kind, slug }: Target, id: string, image: StoredImage): string {
  const folder = kind === 'model' ? 'model_image_ref' : 'tone_angle_image_ref';
  return `refs/${folder}/${slug}/${id}.${endingOf(image.type)}`;
}

function referenceOf(
  id: string,
  { kind, slug, displayName }: Target,
  { spec, tags }: Pick<Generation, 'spec'> & Pick<Reference, 'tags'>,
  { plan }: Pair,
  { type, sha256 = '' }: StoredImage,
  key: string,
): Reference {
  const isPerson = kind === 'model';
  const caption = cut(cleanName(spec.userPrompt) || displayName, MAX_CAPTION);
  return {
    id,
    kind,
    category: isPerson ? null : slug,
    persona: isPerson ? slug : null,
    // An image that was made for a location shows it.
    location: kind === 'tone' ? (plan?.location ?? null) : null,
    tags,
    caption,
    key,
    type,
    sha256,
  };
}

/** The angle that an image was made with, in words or from an image, by which plans find it. */
function anglesOf({ spec }: Generation, { pool }: Store): readonly string[] {
  if (spec.angle !== null) return [spec.angle];
  const image = spec.references.find(({ role }) => role === 'angle');
  const tags = pool.get(image?.id ?? '')?.tags ?? [];
  return tags.filter((tag) => findPreset(ANGLES, tag) !== undefined);
}
