import { lstat, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StartupError } from '../../core/base/startup-error.ts';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import { codeOf } from './outcome.ts';

/** The pool's folders in the blob store, in an export, and in a folder that `refs import` takes. */
export const FOLDERS = { tone: 'tone_angle_image_ref', model: 'model_image_ref' } as const;

export interface Layout {
  readonly folder: string;
  /** The kind of all folders directly below; or, with the pool's layout, the kinds by the pool's folders. */
  readonly kinds: ReferenceKind | ReadonlyMap<string, ReferenceKind>;
}

/** Throws a `StartupError` when there is no such folder, or when `kind` contradicts its layout. */
export async function layoutOf(folder: string, kind: ReferenceKind | undefined): Promise<Layout> {
  await requireFolder(folder);
  const names = [FOLDERS.tone, FOLDERS.model];
  const there = await Promise.all(names.map((name) => isFolder(join(folder, name))));
  if (!there.includes(true)) {
    const guess = basename(resolve(folder)) === FOLDERS.model ? 'model' : 'tone';
    return { folder, kinds: kind ?? guess };
  }
  if (kind === 'model') {
    throw new StartupError(
      `${folder} is laid out like the pool, which says the kinds: leave --kind out, or name the folder below.`,
    );
  }
  return {
    folder,
    kinds: new Map<string, ReferenceKind>([
      [FOLDERS.tone, kind ?? 'tone'],
      [FOLDERS.model, 'model'],
    ]),
  };
}

async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    const why = codeOf(cause) === 'ENOENT' ? 'is not there' : `cannot be read (${codeOf(cause)})`;
    throw new StartupError(`${path} ${why}: name the folder that has the categories.`, { cause });
  });
  if (found.isDirectory()) return;
  throw new StartupError(`${path} is not a folder: name the folder that has the categories.`);
}

/** False for a link: only the imported folder itself may be one. */
async function isFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
