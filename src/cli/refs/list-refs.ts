import { counted, dayOf } from '../../core/base/text.ts';
import { cleanName } from '../../core/domain/names.ts';
import { placeName } from '../../core/plan/places.ts';
import type { PoolEntry, PoolFilter } from '../../core/domain/pool.ts';
import type { Store } from '../../core/ports/store.ts';
import { filterOf, type FilterFlags } from './filter.ts';

const PAGE = 500;

/** Prints the references that match, the most helpful first, as text or JSON lines. Answers with the exit code 0. */
export function listRefs(
  flags: FilterFlags & { readonly json?: boolean },
  store: Store,
  out: (text: string) => void,
): number {
  let count = 0;
  for (const entry of entries(store, filterOf(store, flags))) {
    count += 1;
    out(flags.json === true ? JSON.stringify(plain(entry)) : line(entry));
  }
  if (flags.json !== true) out(`${counted(count, 'reference')}.`);
  return 0;
}

function* entries(store: Store, filter: PoolFilter): Generator<PoolEntry> {
  for (let offset = 0; ; offset += PAGE) {
    const page = store.pool.list(filter, offset, PAGE);
    yield* page;
    if (page.length < PAGE) return;
  }
}

function line({ reference, targetName, added, removed, purgedAt, helped }: PoolEntry): string {
  const { uses, likes, dislikes, won, lost } = helped;
  const parts = [
    `${reference.id}  ${reference.kind.padEnd(5)}  ${cleanName(targetName)}`,
    cleanName(reference.caption),
    reference.location && placeName(reference.location, 'en'),
    `used ${uses}`,
    `likes ${likes}, dislikes ${dislikes}`,
    `votes ${won}:${lost}`,
    `added ${dayOf(added.at)} by ${cleanName(added.by.name) || 'nobody known'}`,
    removed && `removed ${dayOf(removed.at)} by ${cleanName(removed.byName)}`,
    purgedAt && `purged ${dayOf(purgedAt)}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function plain({ reference, targetName, added, removed, purgedAt, ...rest }: PoolEntry) {
  const { at, by, source } = added;
  return {
    ...reference,
    target: targetName,
    ...rest.helped,
    added_at: new Date(at).toISOString(),
    added_by: by,
    source,
    generation_id: rest.generationId,
    removed_at: removed && new Date(removed.at).toISOString(),
    removed_by: removed && removed.byName,
    purged_at: purgedAt && new Date(purgedAt).toISOString(),
  };
}
