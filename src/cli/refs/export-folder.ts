import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolFilter } from '../../core/domain/pool.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { codeOf } from './outcome.ts';

/** The file that holds the filter of an export; hidden, so that imports ignore it. */
const MARK = '.diptych-export';

/** Makes the folder, or reopens an export with the same filter. Throws a `StartupError` for any other folder. */
export async function openExport(folder: string, filter: PoolFilter): Promise<void> {
  const mark = `${JSON.stringify(filter)}\n`;
  await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    if (names.length === 0) return writeFile(join(folder, MARK), mark);
    if (!names.includes(MARK)) {
      throw new StartupError(
        `${folder} is not empty, and no earlier export: name a new folder, or an empty one.`,
      );
    }
    if ((await readFile(join(folder, MARK), 'utf8')) === mark) return;
    throw new StartupError(`${folder} was exported with other options: name another folder.`);
  });
}

/** Writes a file under a hidden name, then renames it, so that it is never incomplete. */
export async function writeWhole(
  folder: string,
  name: string,
  data: Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const unfinished = join(folder, `.${name.slice(-100)}.part`);
  await writing(folder, async () => {
    await writeFile(unfinished, data);
    await rename(unfinished, join(folder, name));
  });
}

async function writing(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new StartupError(`${folder} cannot be written (${codeOf(cause)}).`, { cause });
  }
}
