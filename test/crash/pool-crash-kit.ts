import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import type { PoolEntry } from '../../src/core/domain/pool.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { sha256Hex } from '../../src/digest.ts';
import { startHub } from '../../src/hub.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import type { FakeBucket } from '../fakes/s3/bucket.ts';
import { SilentLog } from '../fakes/silent-log.ts';

const ALL = 100_000;
const HOUR_MS = 3_600_000;

/** Looks into a data folder's database, whether or not a hub runs on it. */
export function withStore<T>(home: string, work: (store: Store) => T): T {
  const db = openDatabase(join(home, 'diptych.db'));
  try {
    return work(sqliteStore(db));
  } finally {
    db.close();
  }
}

/** Every reference there ever was. */
export function allEntries({ pool }: Store): readonly PoolEntry[] {
  return [...pool.list({}, 0, ALL), ...pool.list({ removed: true }, 0, ALL)];
}

/** Keys on their way into the pool or out of it, whatever their age. */
export function unsettledKeys({ unsettled }: Store): readonly string[] {
  return unsettled.before(Number.MAX_SAFE_INTEGER);
}

/** Keys of the bucket's references. */
export function referenceKeys(bucket: FakeBucket): readonly string[] {
  return [...bucket.objects.keys()].filter((key) => key.startsWith('refs/')).toSorted();
}

/** What contradicts itself between the rows and the bucket; nothing, at whatever moment a process was killed. */
export function poolFaults(store: Store, bucket: FakeBucket): readonly string[] {
  const entries = allEntries(store);
  const named = new Set(entries.map(({ reference }) => reference.key));
  const unsettled = new Set(unsettledKeys(store));
  const empty = store.pool.targets().filter((one) => one.references === 0);
  return [
    ...entries.flatMap((entry) => entryFaults(store, bucket, entry)),
    ...[...named].filter((key) => unsettled.has(key)).map((key) => `named and unsettled: ${key}`),
    ...referenceKeys(bucket)
      .filter((key) => !named.has(key) && !unsettled.has(key))
      .map((key) => `a stray: ${key}`),
    ...twins(entries).map((key) => `twice in the pool: ${key}`),
    ...empty.map((one) => `nothing in it: ${one.displayName}`),
  ];
}

function entryFaults(store: Store, bucket: FakeBucket, entry: PoolEntry): readonly string[] {
  const { reference, added, generationId } = entry;
  const object = bucket.objects.get(reference.key);
  if (object === undefined) return [`no blob: ${reference.key}`];
  const promotions = generationId === null ? [] : store.promotions.of(generationId);
  const isPromoted = promotions.some((one) => one.referenceId === reference.id);
  return [
    ...(sha256Hex(object.bytes) === reference.sha256 ? [] : [`another blob: ${reference.key}`]),
    ...((added.source === 'promotion') === isPromoted ? [] : [`half promoted: ${reference.key}`]),
  ];
}

function twins(entries: readonly PoolEntry[]): readonly string[] {
  const seen = new Set<string>();
  return entries.flatMap(({ reference, targetName, removed }) => {
    const content = `${reference.kind} ${targetName} ${reference.sha256}`;
    if (removed !== null || !seen.has(content)) {
      seen.add(content);
      return [];
    }
    return [reference.key];
  });
}

/** A hub starts, an hour passes in which the janitor comes by, and the hub stops. */
export async function anHourOfAHub(env: Readonly<Record<string, string>>): Promise<void> {
  const clock = new FakeClock(Date.now());
  const world = { log: new SilentLog(), signal: new AbortController().signal, clock };
  const hub = await startHub(loadConfig(env), world);
  try {
    await clock.advance(HOUR_MS);
  } finally {
    // Waits for the janitor.
    await hub.close();
  }
}
