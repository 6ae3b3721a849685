import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { blobFolder, configuredPlace, describePlace } from '../blob-place.ts';
import type { Config } from '../config.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { blobAdvice, connectBlobs } from '../open-blobs.ts';
import { bad, type Finding, ok } from './finding.ts';

/** Where the probe is for a moment. */
const FOLDER = 'doctor';

/** Whether the place of the images can be used: all that a hub does there is tried, and taken away again. */
export async function examineBlobs(config: Config): Promise<Finding> {
  const what = describePlace(configuredPlace(config), config.home);
  const problem = await (config.s3 === null ? folderProblem(config) : bucketProblem(config));
  return problem === null ? ok('images', what) : bad('images', problem);
}

async function folderProblem({ home }: Config): Promise<string | null> {
  const folder = blobFolder(home);
  try {
    // A folder that is not there yet is made at the first start.
    if (existsSync(folder)) accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return `${folder} cannot be written: allow it, or set DIPTYCH_HOME.`;
  }
}

async function bucketProblem(config: Config): Promise<string | null> {
  try {
    const { blobs, close } = await connectBlobs(config);
    try {
      return await probe(blobs, config);
    } finally {
      close();
    }
  } catch (cause) {
    if (cause instanceof StartupError) return cause.message;
    throw cause;
  }
}

/** What did not work; null when all did. */
async function probe(blobs: BlobStore, config: Config): Promise<string | null> {
  const key = `${FOLDER}/${randomBytes(9).toString('base64url')} (probe).txt`;
  const copy = `${key}.copy`;
  const bytes = randomBytes(32);
  const steps: readonly (readonly [what: string, step: () => Promise<boolean>])[] = [
    ['put', () => blobs.put(key, bytes, 'text/plain').then(() => true)],
    ['copy', () => blobs.copy(key, copy)],
    ['read', async () => bytes.equals((await blobs.get(copy)) ?? new Uint8Array())],
    ['list', async () => (await Array.fromAsync(blobs.list(copy))).includes(copy)],
    ['delete', () => takeAway(blobs, key, copy)],
  ];
  for (const [what, step] of steps) {
    const problem = await attempt(what, step, config);
    if (problem === null) continue;
    await takeAway(blobs, key, copy).catch(() => false);
    return problem;
  }
  return null;
}

async function attempt(
  what: string,
  step: () => Promise<boolean>,
  { s3 }: Config,
): Promise<string | null> {
  try {
    if (await step()) return null;
    return `what was put there could not be found again (${what}): is it a store of its own, and sound?`;
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
    return `${what} failed. ${blobAdvice(cause, s3)}`;
  }
}

async function takeAway(blobs: BlobStore, ...keys: readonly string[]): Promise<boolean> {
  for (const key of keys) await blobs.delete(key);
  for (const key of keys) if ((await blobs.size(key)) !== undefined) return false;
  return true;
}
