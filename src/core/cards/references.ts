import type { CardThumbnail } from '../chat/card.ts';
import type { PoolEntry } from '../domain/pool.ts';
import type { ReferenceRole, UsedReference } from '../domain/reference.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';

/** Small pictures of the references of a spec, without those that were deleted for good. `pool`: entries of those of the pool. */
export function referencePictures(
  references: readonly UsedReference[],
  pool: readonly PoolEntry[],
  context: Pick<CardContext, 'locale'>,
): readonly CardThumbnail[] {
  return references
    .filter((one) => markOf(one, pool) !== 'purged')
    .map((one) => ({ key: one.key, label: labelOf(one, pool, context) }));
}

/** What a reference is for, its name, and whether it is still in the pool. */
export function labelOf(
  used: UsedReference,
  pool: readonly PoolEntry[],
  { locale }: Pick<CardContext, 'locale'>,
): string {
  const say = words(locale);
  const key = `role_${used.role}` satisfies `role_${ReferenceRole}`;
  const mark = markOf(used, pool);
  const text = `${say[key]()}: ${used.label}`;
  return mark === null ? text : `${text} (${say.reference_mark(mark)})`;
}

/** Whether it was removed from the pool since; null while it is there, and for people's own images. */
function markOf({ id }: UsedReference, pool: readonly PoolEntry[]): 'removed' | 'purged' | null {
  const entry = pool.find(({ reference }) => reference.id === id);
  if (entry === undefined || entry.removed === null) return null;
  return entry.purgedAt === null ? 'removed' : 'purged';
}
