import { blobFolder, configuredPlace, placeProblem, rememberPlace } from './blob-place.ts';
import type { Config } from './config.ts';
import { BlobError, type BlobStore } from './core/ports/blobs.ts';
import type { Settings } from './core/ports/settings.ts';
import { StartupError } from './core/base/startup-error.ts';
import { FileBlobs } from './storage/files.ts';
import { s3Advice, S3Fault } from './storage/s3-fault.ts';
import type { S3Settings } from './storage/s3-settings.ts';
import { SystemClock } from './system.ts';

/** Milliseconds to wait for a bucket at start. */
const CHECK_MS = 15_000;

export interface OpenBlobs {
  readonly blobs: BlobStore;
  /** Closes its connections. Idempotent. */
  readonly close: () => void;
}

/**
 * Opens the configured blob store of a database and remembers its place. Throws a `StartupError` that says what to do,
 * also when the database's blobs are in another place.
 */
export async function openBlobs(config: Config, settings: Settings): Promise<OpenBlobs> {
  const problem = placeProblem(config, settings);
  if (problem !== null) throw new StartupError(problem);
  const open = await connectBlobs(config);
  rememberPlace(settings, configuredPlace(config));
  return open;
}

/** Opens the configured blob store of any database. Throws a `StartupError` that says what to do. */
export async function connectBlobs({ home, s3 }: Config): Promise<OpenBlobs> {
  if (s3 === null) return { blobs: new FileBlobs(blobFolder(home)), close: () => undefined };
  // Loaded only when used: the SDK takes 0.2 s and 30 MB.
  const [{ S3Blobs }, { s3Client }] = await Promise.all([
    import('./storage/s3.ts'),
    import('./storage/s3-client.ts'),
  ]);
  const client = s3Client(s3);
  const close = () => client.destroy();
  try {
    const place = { bucket: s3.bucket, clock: new SystemClock() };
    await new S3Blobs(client, { ...place, deadlineMs: CHECK_MS }).check();
    return { blobs: new S3Blobs(client, place), close };
  } catch (cause) {
    close();
    throw new StartupError(blobAdvice(cause, s3), { cause });
  }
}

/** One sentence on what to do about a failure of the blob store. Throws all other errors again. */
export function blobAdvice(cause: unknown, s3: S3Settings | null): string {
  if (!(cause instanceof BlobError)) throw cause;
  if (s3 !== null && cause.cause instanceof S3Fault) return s3Advice(cause.cause, s3);
  const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
  return `${cause.message} (${why}): allow this user to write in the data folder, or set DIPTYCH_HOME.`;
}
