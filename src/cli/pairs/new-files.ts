import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartupError } from '../../core/base/startup-error.ts';
import { SIDES } from '../../core/domain/side.ts';

/** More files of one name than anybody keeps in a folder. */
const MOST_NUMBERS = 100_000;

/** Throws a `StartupError` when `folder` cannot be written, or made. Makes nothing. */
export async function requireWritable(folder: string): Promise<void> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await stat(at).catch((cause: NodeJS.ErrnoException) => cause);
    if (found instanceof Error) {
      if (found.code === 'ENOENT') continue;
      throw notWritable(folder, found);
    }
    if (!found.isDirectory()) throw notWritable(folder);
    return access(at, constants.W_OK).catch((cause: unknown) => {
      throw notWritable(folder, cause);
    });
  }
}

/** A number from 1 on that no images and no report in `folder` have. */
export async function freeNumber(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const stems = [...SIDES, 'diptych'].join('|');
  const pattern = new RegExp(`^(?:${stems})(?:-(\\d+))?\\.`, 'i');
  const taken = new Set<number>();
  for (const name of await readdir(folder)) {
    const match = pattern.exec(name);
    if (match !== null) taken.add(Number(match[1] ?? 1));
  }
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

/** Makes a folder below `folder` named by the first number from `from` on that is free; resolves with its number. */
export async function newFolder(folder: string, from: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  return firstFree(from, (number) => mkdir(join(folder, String(number))));
}

/**
 * Writes a file that was not there: `A.png`, else `A-2.png` and so on, from `from` on. Resolves with its path. Never writes over a
 * file, whoever else writes in the folder at the same time.
 */
export async function writeNew(
  folder: string,
  { stem, ending, from }: { readonly stem: string; readonly ending: string; readonly from: number },
  bytes: Uint8Array | string,
): Promise<string> {
  const path = (number: number) =>
    join(folder, number === 1 ? `${stem}.${ending}` : `${stem}-${number}.${ending}`);
  const number = await firstFree(from, (at) => writeWhole(path(at), bytes));
  return path(number);
}

/** Half a file is taken away again. */
async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(path, bytes, { flag: 'wx' }).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') await rm(path, { force: true }).catch(() => undefined);
    throw cause;
  });
}

async function firstFree(from: number, make: (number: number) => Promise<unknown>) {
  for (let number = from; number < MOST_NUMBERS; number += 1) {
    try {
      await make(number);
      return number;
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
  }
  throw new StartupError('There are too many files of that name: choose another folder by --out.');
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function notWritable(folder: string, cause?: unknown): StartupError {
  return new StartupError(`${folder} cannot be written: choose another folder by --out.`, {
    cause,
  });
}
