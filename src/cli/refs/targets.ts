import anyAscii from 'any-ascii';
import {
  categoryTags,
  cleanName,
  findNamed,
  folderWords,
  MAX_NAME,
  sameName,
  slugFor,
} from '../../core/domain/names.ts';
import { charactersOf } from '../../core/base/written.ts';
import type { Category } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { type Refused, refused } from './outcome.ts';
import type { Group } from './walk.ts';

/** The category or persona of a folder; a new one is stored together with its first picture. */
export type ImportTarget = Category & { readonly kind: 'tone' | 'model' };

/** Finds the categories and personas of folders, and remembers the new ones. */
export class Targets {
  readonly #store: Store;
  /** By kind and folder. */
  readonly #found = new Map<string, ImportTarget | Refused>();
  readonly #new: ImportTarget[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  of(group: Group): ImportTarget | Refused {
    const key = `${kindOf(group)} ${group.folder}`;
    const found = this.#found.get(key) ?? this.#find(group);
    this.#found.set(key, found);
    return found;
  }

  /** Stores a target that the pool does not have. Throws a `StartupError` when another has its name. */
  put({ kind, slug, displayName: name, tags }: ImportTarget): void {
    const known = this.#stored(kind);
    if (known.some((one) => one.slug === slug)) return;
    const other = findNamed(known, name);
    if (other !== undefined) {
      throw new StartupError(
        `Somebody made "${other.displayName}" in the meantime: run the same command again to go on.`,
      );
    }
    const { pool } = this.#store;
    const target = { slug, displayName: name, tags };
    if (kind === 'model') pool.putPersona(target);
    else pool.putCategory(target);
  }

  #find(group: Group): ImportTarget | Refused {
    const { folder, about } = group;
    const kind = kindOf(group);
    const known = [...this.#stored(kind), ...this.#new.filter((one) => one.kind === kind)];
    const name = about?.name ?? folder;
    const found = findNamed(known, name) ?? findNamed(known, folder);
    if (found !== undefined) return { ...found, kind };
    if (cleanName(name) === '') return refused('a folder whose name nobody can read');
    if (charactersOf(cleanName(name), MAX_NAME) > MAX_NAME) {
      return refused(`a folder whose name has more than ${MAX_NAME} characters`);
    }
    const words = folderWords(folder);
    const target = {
      kind,
      slug: slugFor(folder, known, anyAscii),
      displayName: about?.name ?? displayName(folder, words, known),
      tags: about?.tags ?? (kind === 'tone' ? categoryTags(folder) : words),
    };
    this.#new.push(target);
    return target;
  }

  #stored(kind: ImportTarget['kind']): readonly Category[] {
    const { pool } = this.#store;
    return kind === 'model' ? pool.personas() : pool.categories();
  }
}

function kindOf({ kind }: Group): ImportTarget['kind'] {
  return kind === 'model' ? 'model' : 'tone';
}

/** `a(natural,film)` becomes "Natural, film", unless another category has that name. */
function displayName(folder: string, words: readonly string[], known: readonly Category[]): string {
  const joined = words.join(', ');
  const name = joined.charAt(0).toUpperCase() + joined.slice(1);
  const isTaken = known.some((one) => sameName(one.displayName, name));
  return joined === '' || isTaken ? cleanName(folder) : name;
}
