import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/**
 * A folder on a disk of its own of this many megabytes; null where this user may not mount one. Its `fill` leaves no byte free,
 * its `free` gives all of them back.
 */
export async function smallDisk(megabytes: number) {
  const folder = await tempFolder();
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
  if (spawnSync('mount', options).status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      const file = openSync(filler, 'a');
      for (const size of [1024 * 1024, 4096, 1]) writeAll(file, new Uint8Array(size));
      closeSync(file);
    },
    free: () => rmSync(filler),
  };
}

function writeAll(file: number, bytes: Uint8Array): void {
  try {
    while (writeSync(file, bytes) === bytes.length);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
  }
}
