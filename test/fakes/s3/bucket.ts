import { createHash } from 'node:crypto';
import { S3Refusal } from './refusal.ts';

/** Bytes of a key at most. */
const MAX_KEY = 1024;

/** One object as it is kept. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/** A bucket in memory. */
export class FakeBucket {
  readonly name: string;
  readonly region: string;
  readonly objects = new Map<string, StoredObject>();

  constructor(name: string, region: string) {
    this.name = name;
    this.region = region;
  }

  put(key: string, bytes: Uint8Array, type: string, now: number): StoredObject {
    const kept = Buffer.from(bytes);
    const etag = `"${createHash('md5').update(kept).digest('hex')}"`;
    return this.#keep(key, { bytes: kept, type, etag, modified: now });
  }

  /** Shares the bytes, which never change: how long it takes says nothing of their number. */
  copy(key: string, source: StoredObject, now: number): StoredObject {
    return this.#keep(key, { ...source, modified: now });
  }

  get(key: string): StoredObject {
    const object = this.objects.get(key);
    if (object !== undefined) return object;
    throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
  }

  #keep(key: string, object: StoredObject): StoredObject {
    if (Buffer.byteLength(key) > MAX_KEY) {
      throw new S3Refusal(400, 'KeyTooLongError', 'Your key is too long');
    }
    this.objects.set(key, object);
    return object;
  }
}
