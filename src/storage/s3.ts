import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Limits, within } from '../core/base/within.ts';
import { keySegments, BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { s3Fault } from './s3-client.ts';
import { isMissing, S3Fault } from './s3-fault.ts';

const DEADLINE_MS = 60_000;
/** Attempts to download a body: the SDK repeats a request only until its answer begins. */
const DOWNLOADS = 2;

type Work<T> = (how: { readonly abortSignal: AbortSignal }) => Promise<T>;

export interface S3BlobsOptions {
  readonly bucket: string;
  readonly clock: Limits['clock'];
  /** Milliseconds for an operation with all its attempts, or for one page of a list; 60 s by default. */
  readonly deadlineMs?: number;
}

/** Blobs as objects of one S3 bucket, under the same keys. Does not destroy its client. */
export class S3Blobs implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #limits: Limits;

  constructor(client: S3Client, { bucket, clock, deadlineMs: ms = DEADLINE_MS }: S3BlobsOptions) {
    this.#client = client;
    this.#bucket = bucket;
    const late = () => new S3Fault('Deadline', null, `no end within ${ms} ms`);
    this.#limits = { clock, ms, late };
  }

  async put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    const object = { ...this.#object(key), Body: bytes, ContentType: type };
    await this.#bounded(`put ${key}`, (how) =>
      this.#client.send(new PutObjectCommand(object), how),
    );
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const object = this.#object(key);
    return this.#unlessMissing(`read ${key}`, async (how) => {
      for (let download = 1; ; download += 1) {
        const { Body } = await this.#client.send(new GetObjectCommand(object), how);
        try {
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        } catch (cause) {
          if (download === DOWNLOADS || how.abortSignal.aborted) throw cause;
        }
      }
    });
  }

  async size(key: string): Promise<number | undefined> {
    const object = this.#object(key);
    const head = await this.#unlessMissing(`look at ${key}`, (how) =>
      this.#client.send(new HeadObjectCommand(object), how),
    );
    // The 404 of a HEAD has no code: it may be the bucket that is gone. A GET says which.
    if (head === undefined) return (await this.get(key))?.length;
    return head.ContentLength ?? 0;
  }

  async copy(from: string, to: string): Promise<boolean> {
    keySegments(from);
    const target = this.#object(to);
    // S3 refuses to copy an object to itself.
    if (from === to) return (await this.size(from)) !== undefined;
    const CopySource = copySource(this.#bucket, from);
    const copied = await this.#unlessMissing(`copy ${from} to ${to}`, async (how) => {
      const command = new CopyObjectCommand({ ...target, CopySource });
      const { CopyObjectResult: result } = await this.#client.send(command, how);
      // S3 answers 200 before it copies.
      if (result?.ETag === undefined) {
        throw new S3Fault('NoCopyResult', 200, 'the answer does not say that it was copied');
      }
      return true;
    });
    return copied ?? false;
  }

  async delete(key: string): Promise<void> {
    const object = this.#object(key);
    await this.#unlessMissing(`delete ${key}`, (how) =>
      this.#client.send(new DeleteObjectCommand(object), how),
    );
  }

  async *list(prefix: string): AsyncIterable<string> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (folder !== '') keySegments(folder.slice(0, -1));
    let token: string | undefined;
    do {
      const page = { Bucket: this.#bucket, Prefix: prefix, ContinuationToken: token };
      const { Contents = [], NextContinuationToken: next } = await this.#bounded(
        `list ${prefix}`,
        (how) => this.#client.send(new ListObjectsV2Command(page), how),
      );
      for (const { Key } of Contents) if (Key !== undefined && isKey(Key)) yield Key;
      token = next;
    } while (token !== undefined);
  }

  /** Throws a `BlobError` with an `S3Fault` when the bucket does not exist or cannot be listed. */
  async check(): Promise<void> {
    // A list, because the refusal of a HEAD has no body that says why.
    const one = { Bucket: this.#bucket, MaxKeys: 1 };
    await this.#bounded('list its bucket', (how) =>
      this.#client.send(new ListObjectsV2Command(one), how),
    );
  }

  #object(key: string) {
    keySegments(key);
    return { Bucket: this.#bucket, Key: key };
  }

  async #unlessMissing<T>(what: string, work: Work<T>): Promise<T | undefined> {
    return this.#bounded(what, async (how) => {
      try {
        return await work(how);
      } catch (cause) {
        if (isMissing(s3Fault(cause))) return undefined;
        throw cause;
      }
    });
  }

  async #bounded<T>(what: string, work: Work<T>): Promise<T> {
    try {
      return await within(this.#limits, (abortSignal) => work({ abortSignal }));
    } catch (cause) {
      const fault = s3Fault(cause);
      throw new BlobError('storage', `S3 did not ${what}: ${fault.code}`, { cause: fault });
    }
  }
}

/** False for objects of other programs, such as folder markers. */
function isKey(key: string): boolean {
  try {
    keySegments(key);
    return true;
  } catch {
    return false;
  }
}

/** Encodes all special characters: S3 reads a plain plus as a space, and some services fail at parentheses. */
function copySource(bucket: string, key: string): string {
  const encoded = encodeURIComponent(key).replaceAll('%2F', '/');
  return `${bucket}/${encoded.replace(/[!'()*]/g, percent)}`;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
