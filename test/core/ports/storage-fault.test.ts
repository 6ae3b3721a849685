import { describe, expect, it } from 'vitest';
import { BlobError } from '../../../src/core/ports/blobs.ts';
import { StorageError, storageFault } from '../../../src/core/ports/storage-fault.ts';
import { S3Fault } from '../../../src/storage/s3-fault.ts';

describe('a fault of storage', () => {
  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EFBIG', 'full'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_SHMSIZE', 'full'],
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_CORRUPT', 'damaged'],
    ['SQLITE_CORRUPT_INDEX', 'damaged'],
    ['SQLITE_NOTADB', 'damaged'],
    ['SQLITE_READONLY_DBMOVED', 'gone'],
    ['SQLITE_READONLY', 'denied'],
    ['SQLITE_CANTOPEN', 'denied'],
    ['EACCES', 'denied'],
    ['EROFS', 'denied'],
    ['EMFILE', 'handles'],
    ['ENFILE', 'handles'],
    ['EIO', 'failed'],
    ['SQLITE_IOERR_WRITE', 'failed'],
  ])('%s is known as %s, also as the cause of another error', (code, kind) => {
    const error = Object.assign(new Error(code), { code });
    expect(storageFault(error)).toBe(kind);
    expect(storageFault(new BlobError('storage', 'x', { cause: error }))).toBe(kind);
  });

  it('is known of an object store too', () => {
    expect(storageFault(new S3Fault('XMinioStorageFull', 507, 'full'))).toBe('full');
    expect(storageFault(new S3Fault('Whatever', 507, 'full'))).toBe('full');
    expect(storageFault(new S3Fault('QuotaExceeded', 403, 'full'))).toBe('full');
    expect(storageFault(new S3Fault('NoSuchKey', 404, 'none'))).toBeUndefined();
  });

  it('is known of the hub itself', () => {
    expect(storageFault(new StorageError('gone', 'x'))).toBe('gone');
  });

  it('is nothing else, and an endless chain of causes ends', () => {
    const round = new Error('round');
    round.cause = round;
    const others = [
      new Error('x'),
      Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      round,
      7,
    ];
    expect(others.map(storageFault)).toEqual([undefined, undefined, undefined, undefined]);
    expect(storageFault(new Error('SQLITE_FULL'))).toBeUndefined();
  });
});
