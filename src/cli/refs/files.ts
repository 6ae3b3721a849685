import type { Dirent } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { parse, sep } from 'node:path';
import type { FolderNames } from './folder-names.ts';
import { codeOf, type Refused, refused } from './outcome.ts';
import { isFolderSidecar } from './same-name.ts';

/** Files and folders that operating systems, storage boxes and cameras leave behind, in lower case. */
const LEFTOVERS = new Set([
  // Windows
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  'picasa.ini',
  '$recycle.bin',
  'recycler',
  'system volume information',
  // macOS; the name of a folder's icon ends with a carriage return
  '__macosx',
  'icon\r',
  'network trash folder',
  'temporary items',
  // Linux
  'lost+found',
  // Synology, QNAP
  '@eadir',
  '@tmp',
  '#recycle',
  '#snapshot',
  '@recycle',
  '@recently-snapshot',
  // memory cards
  'zbthumbnail.info',
  'lost.dir',
]);
const ENDINGS = ['png', 'jpg', 'jpeg', 'webp'];

/** Whether an entry is never imported: hidden, a leftover of an operating system, or the folder's sidecar. */
export function isIgnored(entry: Dirent): boolean {
  const { name } = entry;
  if (name.startsWith('.') || LEFTOVERS.has(name.toLowerCase())) return true;
  return !entry.isDirectory() && isFolderSidecar(name);
}

/** A picture's own sidecars in its folder: `NAME.png.json` and `NAME.json`, in any case. */
export function ownSidecars(names: FolderNames, name: string): readonly string[] {
  const wanted = [`${name}.json`, `${parse(name).name}.json`];
  const found = wanted.flatMap((one) => names.find(one) ?? []);
  return [...new Set(found)].filter((one) => !isFolderSidecar(one));
}

/** Whether a file is the sidecar of a picture in the same folder. */
export function isBesidePicture(names: FolderNames, name: string): boolean {
  const { name: stem, ext } = parse(name);
  if (ext.toLowerCase() !== '.json') return false;
  return [stem, ...ENDINGS.map((ending) => `${stem}.${ending}`)].some(
    (picture) => names.find(picture) !== undefined || names.isDouble(picture),
  );
}

/** What decoders write for bytes that are no UTF-8. */
const UNDECODED = '\ufffd';

/** Whether a name cannot be used because it is in another encoding, as in archives of Korean Windows. */
export async function isUndecoded(path: string, name: string): Promise<boolean> {
  if (!name.includes(UNDECODED)) return false;
  return lstat(path).then(
    () => false,
    (cause: unknown) => codeOf(cause) === 'ENOENT',
  );
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
