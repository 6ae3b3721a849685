import { join } from 'node:path';
import type { PoolFilter } from '../../core/domain/pool.ts';
import type { Category, Reference, ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { FOLDERS } from './layout.ts';

const KINDS: readonly ReferenceKind[] = ['tone', 'angle', 'model'];

/** A category or persona to export, with its references under the names their files get. */
export interface Shelf {
  readonly target: Category;
  /** From the exported folder. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, Reference>;
}

/** What of the pool is exported, as one moment shows it; no shelf is empty. */
export function shelvesOf(
  { pool }: Store,
  { kind, category, persona }: PoolFilter,
): readonly Shelf[] {
  const wanted = KINDS.filter((one) => kind === undefined || kind === one)
    .flatMap((one) => pool.available(one))
    .filter((one) => category === undefined || one.category === category)
    .filter((one) => persona === undefined || one.persona === persona);
  const tones = Map.groupBy(wanted, (one) => one.category);
  const people = Map.groupBy(wanted, (one) => one.persona);
  return [
    ...pool.categories().map((one) => shelf(FOLDERS.tone, one, tones.get(one.slug))),
    ...pool.personas().map((one) => shelf(FOLDERS.model, one, people.get(one.slug))),
  ].filter(({ files }) => files.size > 0);
}

function shelf(folder: string, target: Category, references: readonly Reference[] = []): Shelf {
  return { target, folder: join(folder, target.slug), files: named(references) };
}

/** By the last part of their keys, and by their ids where that would be one name twice. */
function named(references: readonly Reference[]): ReadonlyMap<string, Reference> {
  const files = new Map<string, Reference>();
  for (const one of references) {
    const name = one.key.split('/').at(-1) ?? one.id;
    files.set(files.has(name) ? `${one.id}-${name}` : name, one);
  }
  return files;
}
