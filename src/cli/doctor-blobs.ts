import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { failedStep, type ProbeStep } from '../blob-watch.ts';
import { blobFolder, configuredPlace, describePlace } from '../blob-place.ts';
import type { Config } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { BlobStore } from '../core/ports/blobs.ts';
import { blobAdvice, connectBlobs } from '../open-blobs.ts';
import { bad, type Finding, ok } from './finding.ts';
import { withBlobs } from './on-store.ts';

/** The folder of the probe, which is deleted at the end. */
const FOLDER = 'doctor';

/** Checks the place of the images. In a bucket it tries every operation of a hub on a probe, then deletes it. */
export async function examineBlobs(config: Config): Promise<Finding> {
  const what = describePlace(configuredPlace(config), config.home);
  const problem = config.s3 === null ? folderProblem(config) : await bucketProblem(config);
  return problem === null ? ok('images', what) : bad('images', problem);
}

/** Whether this user can list, read and write a folder. */
export function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function folderProblem({ home }: Config): string | null {
  const folder = blobFolder(home);
  // The first start makes a folder that does not exist.
  if (!existsSync(folder) || isUsable(folder)) return null;
  return `${folder} cannot be written: allow it, or set DIPTYCH_HOME.`;
}

async function bucketProblem(config: Config): Promise<string | null> {
  try {
    return await withBlobs(connectBlobs(config), (blobs) => probe(blobs, config));
  } catch (cause) {
    if (cause instanceof StartupError) return cause.message;
    throw cause;
  }
}

/** Runs every step on the probe; resolves with what is wrong with the first that fails, or null. */
async function probe(blobs: BlobStore, { s3 }: Config): Promise<string | null> {
  const key = `${FOLDER}/${randomBytes(9).toString('base64url')} (probe).txt`;
  const copy = `${key}.copy`;
  const bytes = randomBytes(32);
  const steps: readonly ProbeStep[] = [
    ['put', () => blobs.put(key, bytes, 'text/plain').then(() => true)],
    ['copy', () => blobs.copy(key, copy)],
    ['read', async () => bytes.equals((await blobs.get(copy)) ?? new Uint8Array())],
    ['list', async () => (await Array.fromAsync(blobs.list(copy))).includes(copy)],
    ['delete', () => deleted(blobs, key, copy)],
  ];
  const failed = await failedStep(steps);
  if (failed === null) return null;
  await deleted(blobs, key, copy).catch(() => false);
  return `${failed.what} failed. ${blobAdvice(failed.cause, s3)}`;
}

/** Deletes blobs; resolves with whether they are gone. */
async function deleted(blobs: BlobStore, ...keys: readonly string[]): Promise<boolean> {
  for (const key of keys) await blobs.delete(key);
  for (const key of keys) if ((await blobs.size(key)) !== undefined) return false;
  return true;
}
