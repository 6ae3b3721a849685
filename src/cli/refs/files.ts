import type { Dirent } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';
import { codeOf, type Refused, refused } from './outcome.ts';
import { SIDECAR_NAMES } from './sidecar.ts';

/** Files and folders that operating systems leave behind, in lower case. */
const LEFTOVERS = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx']);
const ENDINGS = ['png', 'jpg', 'jpeg', 'webp'].flatMap((one) => [one, one.toUpperCase()]);

/** Whether an entry is never imported: hidden, a leftover of an operating system, or the folder's sidecar. */
export function isIgnored(entry: Dirent): boolean {
  const { name } = entry;
  if (name.startsWith('.') || LEFTOVERS.has(name.toLowerCase())) return true;
  return !entry.isDirectory() && isFolderSidecar(name);
}

function isFolderSidecar(name: string): boolean {
  return SIDECAR_NAMES.some((one) => one === name);
}

/** The names of a picture's own sidecars: `NAME.png.json` and `NAME.json`. */
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

/** Why a link is not imported; null for a link to a file in the imported folder. */
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
