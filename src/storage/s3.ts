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
import { s3Fault } from './s3-error.ts';
import { isMissing, S3Fault } from './s3-fault.ts';

/** Milliseconds an operation may take with all its attempts; a list, each page. */
const DEADLINE_MS = 60_000;
/** Downloads of which the body may break off half-way: the SDK repeats only what has not begun to answer. */
const DOWNLOADS = 2;

export interface S3BlobsOptions {
  readonly bucket: string;
  readonly clock: Limits['clock'];
  /** Milliseconds an operation may take with all its attempts, a page of a list too; 60 s. */
  readonly deadlineMs?: number;
}

/** Blobs as objects of one S3 bucket, under the same keys. The client stays its maker's to destroy. */
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
    await this.#bounded(`put ${key}`, (abortSignal) =>
      this.#client.send(new PutObjectCommand(object), { abortSignal }),
    );
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const object = this.#object(key);
    return this.#unlessMissing(`read ${key}`, async (abortSignal) => {
      for (let download = 1; ; download += 1) {
        const { Body } = await this.#client.send(new GetObjectCommand(object), { abortSignal });
        try {
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        } catch (cause) {
          if (download === DOWNLOADS || abortSignal.aborted) throw cause;
        }
      }
    });
  }

  async size(key: string): Promise<number | undefined> {
    const object = this.#object(key);
    const head = await this.#unlessMissing(`look at ${key}`, (abortSignal) =>
      this.#client.send(new HeadObjectCommand(object), { abortSignal }),
    );
    return head && (head.ContentLength ?? 0);
  }

  async copy(from: string, to: string): Promise<boolean> {
    keySegments(from);
    const target = this.#object(to);
    // S3 refuses to copy an object to itself.
    if (from === to) return (await this.size(from)) !== undefined;
    const CopySource = copySource(this.#bucket, from);
    const copied = await this.#unlessMissing(`copy ${from} to ${to}`, async (abortSignal) => {
      const command = new CopyObjectCommand({ ...target, CopySource });
      const { CopyObjectResult: result } = await this.#client.send(command, { abortSignal });
      // The status says nothing: S3 answers 200 before it copies.
      if (result?.ETag === undefined) {
        throw new S3Fault('NoCopyResult', 200, 'the answer does not say that it was copied');
      }
      return true;
    });
    return copied ?? false;
  }

  async delete(key: string): Promise<void> {
    const object = this.#object(key);
    await this.#unlessMissing(`delete ${key}`, (abortSignal) =>
      this.#client.send(new DeleteObjectCommand(object), { abortSignal }),
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
        (abortSignal) => this.#client.send(new ListObjectsV2Command(page), { abortSignal }),
      );
      for (const { Key } of Contents) if (Key !== undefined && isKey(Key)) yield Key;
      token = next;
    } while (token !== undefined);
  }

  /** Whether the bucket is there and lets itself be listed. Throws a `BlobError` with an `S3Fault` when not. */
  async check(): Promise<void> {
    // A list, because a refusal of it says why: that of a HEAD has no body.
    const one = { Bucket: this.#bucket, MaxKeys: 1 };
    await this.#bounded('list its bucket', (abortSignal) =>
      this.#client.send(new ListObjectsV2Command(one), { abortSignal }),
    );
  }

  #object(key: string) {
    keySegments(key);
    return { Bucket: this.#bucket, Key: key };
  }

  async #unlessMissing<T>(
    what: string,
    work: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    return this.#bounded(what, async (abortSignal) => {
      try {
        return await work(abortSignal);
      } catch (cause) {
        if (isMissing(s3Fault(cause))) return undefined;
        throw cause;
      }
    });
  }

  async #bounded<T>(what: string, work: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await within(this.#limits, work);
    } catch (cause) {
      const fault = s3Fault(cause);
      throw new BlobError('storage', `S3 did not ${what}: ${fault.code}`, { cause: fault });
    }
  }
}

/** What other programs left in the bucket, folder markers among it, is not ours to see. */
function isKey(key: string): boolean {
  try {
    keySegments(key);
    return true;
  } catch {
    return false;
  }
}

/** Encoded throughout: S3 takes a plain plus for a space, and some services stumble over parentheses. */
function copySource(bucket: string, key: string): string {
  const encoded = encodeURIComponent(key).replaceAll('%2F', '/');
  return `${bucket}/${encoded.replace(/[!'()*]/g, percent)}`;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
