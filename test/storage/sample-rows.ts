import type { Generation, Pair } from '../../src/core/domain/pair.ts';
import type { NewCall } from '../../src/core/ports/cost-store.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aPost } from '../card-values.ts';
import { aGeneration, aPair, NOW, withImage } from '../values.ts';

/** A store over a new database in memory, with models and the default plan. */
export function newStore(): Store {
  const store = sqliteStore(openDatabase(':memory:'));
  seedStore(store);
  return store;
}

/** Stores a planned pair. */
export function storePair(store: Store, id: string, more: Partial<Pair> = {}): Pair {
  const pair = aPair({ id, ...more });
  store.pairs.insert(pair, [], null);
  return pair;
}

/** Stores a generation as it is said to be, through the same calls that the product makes. */
export function storeGeneration(
  store: Store,
  pairId: string,
  id: string,
  more: Partial<Generation> = {},
): Generation {
  const wanted = aGeneration(id, { pairId, ...more });
  store.generations.insert({ ...wanted, state: 'waiting' });
  if (wanted.dispatchedAt !== null) {
    const running = { ...wanted, state: 'running', image: null, failure: null } as const;
    store.generations.save({ ...running, endedAt: null }, 'waiting', wanted.dispatchedAt);
  }
  if (wanted.endedAt !== null) {
    const from = wanted.dispatchedAt === null ? 'waiting' : 'running';
    store.generations.save(wanted, from, wanted.endedAt);
  }
  if (wanted.deliveredAt !== null) store.generations.delivered(id, wanted.deliveredAt);
  return wanted;
}

/** Begins the image call of a stored generation, or another one. */
export function beginCall(
  store: Store,
  { at = NOW, ...more }: Pick<NewCall, 'id' | 'pairId'> & Partial<NewCall> & { at?: number },
): void {
  const call = { purpose: 'image', provider: 'openai', modelId: 'gpt' } as const;
  store.calls.begin({ ...call, generationId: more.id, ...more }, at);
}

/** An image that was posted and charged. */
export function storeDelivered(
  store: Store,
  pairId: string,
  id: string,
  more: { side?: SideName; number?: number; recipeHash?: string; at?: number } & Partial<
    Pick<Generation, 'by'>
  > = {},
): Generation {
  const { at = NOW + 6_000, ...rest } = more;
  const one = storeGeneration(store, pairId, id, { ...withImage(), deliveredAt: at, ...rest });
  store.posts.intend({ ...aPost(id, { pairId }), state: 'intended', messageId: null });
  store.posts.posted(id, { id: `m-${id}`, memo: null }, 'hash');
  return one;
}
