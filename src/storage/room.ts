import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Free bytes below which a write is tried. */
const LOW_BYTES = 4 * 1024 * 1024;
/** Bytes that must fit: an image of a usual size. */
const PROBE = new Uint8Array(1024 * 1024);

/** Whether so little is free in a folder that `tryRoom` should be asked. */
export async function isLow(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < LOW_BYTES;
}

/** Writes a file of 1 MiB in the folder and deletes it. Throws the system's error: only a write knows of quotas. */
export async function tryRoom(folder: string): Promise<void> {
  const path = join(folder, '.room');
  try {
    const file = await open(path, 'w', 0o600);
    try {
      await file.writeFile(PROBE);
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
