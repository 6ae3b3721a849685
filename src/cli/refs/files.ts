import type { Dirent } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';
import { codeOf, type Refused, refused } from './outcome.ts';
import { SIDECAR_NAMES } from './sidecar.ts';

/** What systems leave in folders, in lower case. */
const LEFTOVERS = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx']);
const ENDINGS = ['png', 'jpg', 'jpeg', 'webp'].flatMap((one) => [one, one.toUpperCase()]);

/** Whether nobody means this to be imported: hidden files, leftovers of systems, the folder's sidecars. */
export function isIgnored(entry: Dirent): boolean {
  const { name } = entry;
  if (name.startsWith('.') || LEFTOVERS.has(name.toLowerCase())) return true;
  return !entry.isDirectory() && isFolderSidecar(name);
}

export function isFolderSidecar(name: string): boolean {
  return SIDECAR_NAMES.some((one) => one === name);
}

/** The names a picture's own sidecar can have: `NAME.png.json` or `NAME.json`. */
export function ownSidecarNames(name: string): readonly string[] {
  const names = [`${name}.json`, `${parse(name).name}.json`];
  return names.filter((one) => !isFolderSidecar(one));
}

/** Whether a file is the sidecar of a picture in the same folder. */
export async function isBesidePicture(folder: string, name: string): Promise<boolean> {
  if (!name.endsWith('.json')) return false;
  const stem = name.slice(0, -'.json'.length);
  for (const picture of [stem, ...ENDINGS.map((ending) => `${stem}.${ending}`)]) {
    if (await isFile(join(folder, picture))) return true;
  }
  return false;
}

/** Why a link is not followed; null for one to a file in the imported folder. */
export async function linkFault(root: string, path: string): Promise<Refused | null> {
  try {
    const [inside, target] = await Promise.all([realpath(root), realpath(path)]);
    const found = await stat(target);
    if (found.isDirectory()) return refused('a link to a folder, which is not followed');
    if (!found.isFile()) return refused('not a file');
    return target.startsWith(inside + sep) ? null : refused('a link that leads out of the folder');
  } catch (cause) {
    return refused('a link that leads nowhere', codeOf(cause));
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
