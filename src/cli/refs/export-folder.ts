import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolFilter } from '../../core/domain/pool.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { codeOf } from './outcome.ts';

/** Says what a folder was exported with; hidden, so that no import takes it for a picture. */
const MARK = '.diptych-export';

/** Makes the folder, or finds an earlier export to go on with. Throws a `StartupError` when it is neither. */
export async function openExport(folder: string, filter: PoolFilter): Promise<void> {
  const mark = `${JSON.stringify(filter)}\n`;
  await written(folder, async () => {
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

/** Writes a file whole or not at all: under a hidden name first. */
export async function writeWhole(
  folder: string,
  name: string,
  data: Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const unfinished = join(folder, `.${name.slice(-100)}.part`);
  await written(folder, async () => {
    await writeFile(unfinished, data);
    await rename(unfinished, join(folder, name));
  });
}

/** Bytes in a file; undefined when there is none. */
export async function sizeAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

async function written(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new StartupError(`${folder} cannot be written (${codeOf(cause)}).`, { cause });
  }
}
