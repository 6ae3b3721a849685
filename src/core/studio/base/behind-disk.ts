import type { SurfaceName } from '../../domain/person.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { RenderQueue } from '../../ports/render-queue.ts';
import type { Store } from '../../ports/store.ts';
import { type Surface, SurfaceError } from '../../ports/surface.ts';
import type { World } from './world.ts';

type Disk = Pick<Store, 'durable'>;

/**
 * The world as the studio may act on it: what people see, what is paid for and what cannot be undone waits until everything that was
 * committed before is on the disk, so that no use case has to remember it. Answers to people are no part of it: `Press`,
 * `Menu`, `Generate`, `Posting` and the bots wait by themselves. Neither are the tasks of lanes, which wait for the disk together.
 */
export function behindDisk(world: World): World {
  const { store, queue, blobs, surfaces } = world;
  return {
    ...world,
    queue: queueBehind(store, queue),
    blobs: blobsBehind(store, blobs),
    surfaces: surfacesBehind(store, surfaces),
  };
}

/**
 * A job is submitted when the row that says so is on the disk: after a power cut it is not paid for again. What the queue told is forgotten
 * there when it is on the disk.
 */
function queueBehind(disk: Disk, queue: RenderQueue): RenderQueue {
  return {
    get own() {
      return queue.own;
    },
    capacity: () => queue.capacity(),
    providers: () => queue.providers(),
    status: (id) => queue.status(id),
    subscribe: (events) => queue.subscribe({ ...events, kept: () => disk.durable() }),
    cancel: (id) => queue.cancel(id),
    workers: () => queue.workers(),
    drain: (signal) => queue.drain(signal),
    close: () => queue.close(),
    async submit(job) {
      await disk.durable();
      await queue.submit(job);
    },
  };
}

/** A blob is deleted when no row on the disk names it any more, and copied when a row there says where to. */
function blobsBehind(disk: Disk, blobs: BlobStore): BlobStore {
  return {
    put: (key, bytes, type) => blobs.put(key, bytes, type),
    get: (key) => blobs.get(key),
    size: (key) => blobs.size(key),
    list: (prefix) => blobs.list(prefix),
    async copy(from, to) {
      await disk.durable();
      return blobs.copy(from, to);
    },
    async delete(key) {
      await disk.durable();
      await blobs.delete(key);
    },
  };
}

function surfacesBehind(
  disk: Disk,
  surfaces: World['surfaces'],
): ReadonlyMap<SurfaceName, Surface> {
  return new Map([...surfaces].map(([name, surface]) => [name, surfaceBehind(disk, surface)]));
}

/** A message says only what is on the disk, and its intent is there before it is posted. */
function surfaceBehind(disk: Disk, surface: Surface): Surface {
  return {
    get room() {
      return surface.room;
    },
    ...(surface.hidesPictures === true ? { hidesPictures: true } : {}),
    ...(surface.headerFirst === true ? { headerFirst: true } : {}),
    get gapMs() {
      return surface.gapMs;
    },
    find: (target) => surface.find(target),
    link: (place, messageId) => surface.link(place, messageId),
    async post(target, card) {
      await shown(disk);
      return surface.post(target, card);
    },
    async update(place, messageId, card, memo) {
      await shown(disk);
      await surface.update(place, messageId, card, memo);
    },
    async remove(place, messageId, memo) {
      await shown(disk);
      await surface.remove(place, messageId, memo);
    },
    async tell(place, person, text) {
      await shown(disk);
      await surface.tell(place, person, text);
    },
  };
}

/**
 * Await it before a call that shows something; `mark` as for `durable`. Throws a `SurfaceError`: nothing was shown, and it may be
 * tried again.
 */
export async function shown(disk: Disk, mark?: number): Promise<void> {
  try {
    await disk.durable(mark);
  } catch (cause) {
    throw new SurfaceError('transient', 'what is to be shown is not on the disk', { cause });
  }
}
