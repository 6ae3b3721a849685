export const SIDECAR_NAMES = ['references.csv', 'references.json'] as const;

/** A path as sidecars write it: macOS decomposes letters, Windows writes backslashes. */
export function pathKey(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
}

/** A path without what people mistype: case, and blanks around names. */
export function sameName(path: string): string {
  const names = pathKey(path.trim()).split('/');
  return names.map((name) => name.trim().toLowerCase()).join('/');
}

export function isFolderSidecar(name: string): boolean {
  const same = sameName(name);
  return SIDECAR_NAMES.some((one) => one === same);
}
