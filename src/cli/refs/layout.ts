import { lstat, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { codeOf } from './outcome.ts';

/** The pool's folders in the store, in what `refs export` writes, and in what `refs import` takes. */
export const FOLDERS = { tone: 'tone_angle_image_ref', model: 'model_image_ref' } as const;

/** How a folder to import is laid out. */
export interface Layout {
  readonly folder: string;
  /** The kind of the folders directly below, or the kinds by the names of those above them. */
  readonly kinds: ReferenceKind | ReadonlyMap<string, ReferenceKind>;
}

/** Throws a `StartupError` when there is no such folder, or `kind` contradicts it. */
export async function layoutOf(folder: string, kind: ReferenceKind | undefined): Promise<Layout> {
  await demandFolder(folder);
  const [tones, models] = await Promise.all(
    [FOLDERS.tone, FOLDERS.model].map((name) => isFolder(join(folder, name))),
  );
  if (tones !== true && models !== true) {
    return {
      folder,
      kinds: kind ?? (basename(resolve(folder)) === FOLDERS.model ? 'model' : 'tone'),
    };
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

async function demandFolder(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    const why = codeOf(cause) === 'ENOENT' ? 'is not there' : `cannot be read (${codeOf(cause)})`;
    throw new StartupError(`${path} ${why}: name the folder that has the categories.`, { cause });
  });
  if (found.isDirectory()) return;
  throw new StartupError(`${path} is not a folder: name the folder that has the categories.`);
}

/** What the person names may be a link; what lies below it may not lead elsewhere. */
async function isFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
