import { opendir } from 'node:fs/promises';
import { SIDECAR_NAMES, sameName } from './same-name.ts';

/** The names in one folder, for look-ups that ignore case, blanks and how letters are composed. */
export interface FolderNames {
  /** The folder's sidecars, by their names on the disk. */
  readonly sidecars: readonly string[];
  /** The file with this name; else the only one whose name differs in case, blanks or composition alone. */
  find(name: string): string | undefined;
  /** Whether several files have the same name but for case, blanks or composition. */
  isDouble(name: string): boolean;
}

/** Reads the names in the folder at `path`; none when it cannot be read, which the walk reports. */
export async function folderNames(path: string): Promise<FolderNames> {
  const names = new Map<string, string[]>();
  try {
    for await (const entry of await opendir(path)) {
      if (entry.isDirectory()) continue;
      const same = sameName(entry.name);
      names.set(same, [...(names.get(same) ?? []), entry.name]);
    }
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
  }
  const find = (name: string) => {
    const all = names.get(sameName(name)) ?? [];
    return all.find((one) => one === name) ?? (all.length === 1 ? all[0] : undefined);
  };
  return {
    sidecars: SIDECAR_NAMES.flatMap((name) => names.get(name) ?? []),
    find,
    isDouble: (name) => (names.get(sameName(name))?.length ?? 0) > 1,
  };
}
