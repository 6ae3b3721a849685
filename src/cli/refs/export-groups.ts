import { join } from 'node:path';
import type { PoolFilter } from '../../core/domain/pool.ts';
import type { Category, Reference, ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { FOLDERS } from './layout.ts';

const KINDS: readonly ReferenceKind[] = ['tone', 'angle', 'model'];

/** A category or persona to export, with its references by the names of their files. */
export interface ExportGroup {
  readonly target: Category;
  /** Relative to the exported folder. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, Reference>;
}

/** The available references that match the filter, without empty groups. */
export function exportGroups(
  { pool }: Store,
  { kind, category, persona }: PoolFilter,
): readonly ExportGroup[] {
  const wanted = KINDS.filter((one) => kind === undefined || kind === one)
    .flatMap((one) => pool.available(one))
    .filter((one) => category === undefined || one.category === category)
    .filter((one) => persona === undefined || one.persona === persona);
  const tones = Map.groupBy(wanted, (one) => one.category);
  const people = Map.groupBy(wanted, (one) => one.persona);
  return [
    ...pool.categories().map((one) => group(FOLDERS.tone, one, tones.get(one.slug))),
    ...pool.personas().map((one) => group(FOLDERS.model, one, people.get(one.slug))),
  ].filter(({ files }) => files.size > 0);
}

function group(
  folder: string,
  target: Category,
  references: readonly Reference[] = [],
): ExportGroup {
  return { target, folder: join(folder, target.slug), files: named(references) };
}

/** The last part of the key is the file's name; where two are equal, the id comes first. */
function named(references: readonly Reference[]): ReadonlyMap<string, Reference> {
  const files = new Map<string, Reference>();
  for (const one of references) {
    const name = one.key.split('/').at(-1) ?? one.id;
    files.set(files.has(name) ? `${one.id}-${name}` : name, one);
  }
  return files;
}
