/** Why storage failed: the database, the data folder, or the blob store. */
export type StorageFaultKind =
  /** The disk, the quota or the bucket is full. */
  | 'full'
  /** Another program holds the database's write lock: nothing has changed. */
  | 'busy'
  /** What is stored cannot be read any more. */
  | 'damaged'
  /** The database's file was moved, replaced or deleted while it was open. */
  | 'gone'
  /** This user may not write or read there. */
  | 'denied'
  /** The process has too many open files. */
  | 'handles'
  /** The device failed. */
  | 'failed';

/** Codes of Node's errors, SQLite's result codes with their extensions, and codes of S3 servers. */
const CODES: readonly (readonly [RegExp, StorageFaultKind])[] = [
  [/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/, 'full'],
  [/^(XMinioStorageFull|QuotaExceeded|InsufficientStorage|InsufficientCapacity)$/, 'full'],
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_READONLY_DBMOVED$/, 'gone'],
  [/^(EACCES|EPERM|EROFS|SQLITE_(READONLY|PERM|CANTOPEN|AUTH))/, 'denied'],
  [/^(EMFILE|ENFILE)$/, 'handles'],
  [/^(EIO|ENODEV|ENXIO|ESTALE|SQLITE_IOERR)/, 'failed'],
];
/** The HTTP status of a full object store. */
const INSUFFICIENT_STORAGE = 507;
/** Causes looked through. */
const DEPTH = 8;

/** Thrown when the hub itself sees that its storage cannot be used. */
export class StorageError extends Error {
  readonly kind: StorageFaultKind;

  constructor(kind: StorageFaultKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StorageError';
    this.kind = kind;
  }
}

/** Which fault of storage an error, or a cause of it, is; undefined for any other error. */
export function storageFault(error: unknown): StorageFaultKind | undefined {
  let cause = error;
  for (let depth = 0; depth < DEPTH && cause instanceof Error; depth += 1) {
    if (cause instanceof StorageError) return cause.kind;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const found = CODES.find(([pattern]) => pattern.test(code));
    if (found !== undefined) return found[1];
    if ('status' in cause && cause.status === INSUFFICIENT_STORAGE) return 'full';
    cause = cause.cause;
  }
  return undefined;
}
