import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { answer, copySourceOf, type S3Answer } from './answer.ts';
import { FakeBucket } from './bucket.ts';
import type { Keys } from './canonical.ts';
import { type Fault, Faults, Hold } from './faults.ts';
import { type OperationName, operationOf } from './operation.ts';
import { S3Refusal } from './refusal.ts';
import { readRequest, type S3Request } from './request.ts';
import { refusalAnswer, send } from './send.ts';
import { Traffic } from './traffic.ts';
import { verify } from './verify.ts';

/** Keys and names that tests need not choose. */
const DEFAULTS: Keys = {
  accessKeyId: 'AKIAFAKE0DIPTYCH0000',
  secretAccessKey: 'fake/secret+of/the/tests',
  sessionToken: null,
  region: 'us-east-1',
};

/** One request that was understood, whether or not it went well. */
export interface Operation {
  readonly name: OperationName;
  readonly bucket: string;
  readonly key: string | null;
  /** The source's key, of a copy. */
  readonly from: string | null;
}

export interface FakeS3Options extends Partial<Keys> {
  /** The bucket that is there from the start. */
  readonly bucket?: string;
  /** Keys a page of a list. */
  readonly pageSize?: number;
  /** The service's clock. */
  readonly now?: () => number;
}

/** A strict S3 in memory, over real HTTP, path-style: what the service refuses it refuses. */
export class FakeS3 {
  readonly keys: Keys;
  readonly bucket: FakeBucket;
  readonly operations: Operation[] = [];
  pageSize: number;
  readonly #buckets = new Map<string, FakeBucket>();
  readonly #faults = new Faults();
  readonly #traffic = new Traffic();
  readonly #now: () => number;
  readonly #server: Server;

  private constructor(options: FakeS3Options) {
    const { bucket = 'pictures', pageSize = 1000, now = Date.now, ...keys } = options;
    this.keys = { ...DEFAULTS, ...keys };
    this.pageSize = pageSize;
    this.#now = now;
    this.bucket = this.addBucket(bucket);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => request.socket.destroy());
    });
    this.#server.on('connection', (socket) => this.#traffic.watch(socket));
  }

  /** Starts one on a free port of 127.0.0.1. */
  static async start(options: FakeS3Options = {}): Promise<FakeS3> {
    const fake = new FakeS3(options);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get endpoint(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the fake is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The settings of a hub that keeps its blobs here. */
  get env(): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken, region } = this.keys;
    return {
      S3_BUCKET: this.bucket.name,
      AWS_REGION: region,
      AWS_ENDPOINT_URL_S3: this.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken !== null && { AWS_SESSION_TOKEN: sessionToken }),
    };
  }

  /** Bytes that came over all connections, headers included. */
  get bytesReceived(): number {
    return this.#traffic.received;
  }

  /** Bytes that went over all connections, headers included. */
  get bytesSent(): number {
    return this.#traffic.sent;
  }

  /** Another bucket; in another region, it answers with a redirect. */
  addBucket(name: string, region = this.keys.region): FakeBucket {
    const bucket = new FakeBucket(name, region);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** Deletes a bucket with all that is in it. */
  removeBucket(name: string): void {
    this.#buckets.delete(name);
  }

  /** Makes the next requests of an operation go wrong. */
  misbehave(operation: OperationName, fault: Fault, times = 1): void {
    this.#faults.plan(operation, fault, times);
  }

  /** Holds the next answer to an operation back until it is released. The probes of a hub are not held. */
  hold(operation: OperationName, when: 'before' | 'after' = 'before'): Hold {
    const hold = new Hold(when);
    this.#faults.plan(operation, hold, 1);
    return hold;
  }

  /** Takes back what was to go wrong. */
  behave(): void {
    this.#faults.clear();
  }

  /** Names of the operations so far, in order. */
  names(): readonly OperationName[] {
    return this.operations.map(({ name }) => name);
  }

  /** Cuts every connection and stops. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#faults.clear();
    this.#traffic.cutAll();
    await closed;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '/', headers } = incoming;
    const body = await buffer(incoming);
    const date = new Date(this.#now()).toUTCString();
    try {
      const request = readRequest(method, url, headers, body);
      verify(request, this.keys, this.#now());
      const name = operationOf(request);
      this.#record(name, request);
      const fault = this.#faults.take(name, request.key);
      await send(response, date, () => this.#answer(name, request), fault);
    } catch (cause) {
      if (!(cause instanceof S3Refusal)) throw cause;
      await send(response, date, () => refusalAnswer(cause, url), null);
    }
  }

  #record(name: OperationName, request: S3Request): void {
    const from = name === 'CopyObject' ? copySourceOf(request).key : null;
    this.operations.push({ name, bucket: request.bucket, key: request.key, from });
  }

  #answer(name: OperationName, request: S3Request): S3Answer {
    const { region } = this.keys;
    const ground = { buckets: this.#buckets, region, pageSize: this.pageSize, now: this.#now };
    return answer(ground, name, request);
  }
}
