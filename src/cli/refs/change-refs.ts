import { counted } from '../../core/base/text.ts';
import { cleanName } from '../../core/domain/names.ts';
import { BlobError } from '../../core/ports/blobs.ts';
import type { PoolEntry } from '../../core/domain/pool.ts';
import type { Clock } from '../../core/ports/system.ts';
import { PoolKeeper } from '../../core/studio/pool/pool-keeper.ts';
import { UserError } from '../../core/words/user-error.ts';
import { say } from '../../core/words/words.ts';
import { COMMAND_LINE, type OpenPool } from './open-pool.ts';

export interface ChangeParts extends OpenPool {
  readonly clock: Clock;
  readonly out: (text: string) => void;
}

/** Hides references from new plans. Resolves with the exit code: 1 when one could not be removed. */
export function removeRefs(ids: readonly string[], parts: ChangeParts): Promise<number> {
  const keeper = new PoolKeeper(parts);
  return each(ids, parts, async (id) => {
    const entry = keeper.remove(id, COMMAND_LINE);
    return `${named(entry)} is out of the pool; \`refs restore ${id}\` takes that back.`;
  });
}

/** Undoes removals. Resolves with the exit code: 1 when one could not be restored. */
export function restoreRefs(ids: readonly string[], parts: ChangeParts): Promise<number> {
  const keeper = new PoolKeeper(parts);
  return each(ids, parts, async (id) => `${named(keeper.restore(id))} is in the pool again.`);
}

/** Deletes pictures for good; without `yes` it only prints what would be lost, and fails with exit code 1. */
export async function purgeRefs(
  ids: readonly string[],
  { yes = false }: { readonly yes?: boolean },
  parts: ChangeParts,
): Promise<number> {
  const keeper = new PoolKeeper(parts);
  if (yes) {
    return each(ids, parts, async (id) => {
      const entry = await keeper.purge(id, COMMAND_LINE);
      return `${named(entry)} is deleted; ${lost(entry)}.`;
    });
  }
  await each(ids, parts, async (id) => {
    const entry = parts.store.pool.entry(id);
    if (entry === undefined) throw new UserError('references_unknown', id);
    if (entry.purgedAt !== null) return `${named(entry)} was purged before.`;
    return `${named(entry)} would be deleted for good; ${lost(entry)}.`;
  });
  parts.out('Nothing was deleted: say --yes to do it.');
  return 1;
}

/** Runs `work` for each id and prints its sentence, or why it failed. The exit code is 1 after a failure. */
async function each(
  ids: readonly string[],
  { out }: ChangeParts,
  work: (id: string) => Promise<string>,
): Promise<number> {
  let code = 0;
  for (const id of new Set(ids)) {
    try {
      out(await work(id));
    } catch (error) {
      out(`${cleanName(id)}: ${sentenceOf(error)}`);
      code = 1;
    }
  }
  return code;
}

function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return say(error, 'en');
  if (!(error instanceof BlobError)) throw error;
  return `${error.message}: run the same command again to finish it.`;
}

function named({ reference, targetName }: PoolEntry): string {
  return `${reference.id} (${cleanName(targetName)}: ${cleanName(reference.caption)})`;
}

function lost({ helped: { uses } }: PoolEntry): string {
  if (uses === 0) return 'no image was made with it';
  const images = `${counted(uses, 'image')} ${uses === 1 ? 'was' : 'were'}`;
  return `${images} made with it, and cannot be made again like that`;
}
