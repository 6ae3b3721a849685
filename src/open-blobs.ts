import { blobFolder, configuredPlace, demandPlace, rememberPlace } from './blob-place.ts';
import type { Config } from './config.ts';
import { BlobError, type BlobStore } from './core/ports/blobs.ts';
import type { Settings } from './core/ports/settings.ts';
import { StartupError } from './core/base/startup-error.ts';
import { FileBlobs } from './storage/files.ts';
import { s3Advice } from './storage/s3-advice.ts';
import { S3Fault } from './storage/s3-fault.ts';
import type { S3Settings } from './storage/s3-settings.ts';
import { SystemClock } from './system.ts';

/** Milliseconds until a bucket that does not answer is given up at start. */
const CHECK_MS = 15_000;

/** A blob store, and its end. */
export interface OpenBlobs {
  readonly blobs: BlobStore;
  /** Ends its connections; repeating it is harmless. */
  readonly close: () => void;
}

/**
 * The blob store of a database: the place its settings row names must be the one of the configuration, and is
 * remembered when there was none. Throws a `StartupError` that says what to do.
 */
export async function openBlobs(config: Config, settings: Settings): Promise<OpenBlobs> {
  demandPlace(config, settings);
  const open = await connectBlobs(config);
  rememberPlace(settings, configuredPlace(config));
  return open;
}

/** The blob store the settings name, whatever a database says. Throws a `StartupError` that says what to do. */
export async function connectBlobs({ home, s3 }: Config): Promise<OpenBlobs> {
  if (s3 === null) return { blobs: new FileBlobs(blobFolder(home)), close: () => undefined };
  // Loaded only when it is used: the SDK takes a fifth of a second and 30 MB.
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

/** What to do about a blob store's failure, in one sentence. */
export function blobAdvice(cause: unknown, s3: S3Settings | null): string {
  if (!(cause instanceof BlobError)) throw cause;
  if (s3 !== null && cause.cause instanceof S3Fault) return s3Advice(cause.cause, s3);
  const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
  return `${cause.message} (${why}): allow this user to write in the data folder, or set DIPTYCH_HOME.`;
}
