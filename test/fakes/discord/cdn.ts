import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/core/ports/system.ts';
import { asJson, isJson, type Json, present } from './json.ts';

const LIFE_MS = 24 * 60 * 60 * 1000;

/** A file that somebody uploaded. */
export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As its sender declared it. */
  readonly type: string | undefined;
  readonly description: string | undefined;
}

/** A file as the API describes it; links are signed only in answers. */
export interface AttachmentApi {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  /** Left out when its sender declared none. */
  readonly content_type?: string | undefined;
  readonly description?: string | undefined;
  readonly width?: number;
  readonly height?: number;
}

/** The content host: signed links that die after a day. */
export class Cdn {
  readonly #clock: Clock;
  readonly #files = new Map<string, FakeFile>();
  origin = '';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a file under `folder` and describes it as an attachment. */
  keep(file: FakeFile, folder: string): AttachmentApi {
    const path = `/${folder}/${file.id}/${encodeURIComponent(file.name)}`;
    this.#files.set(path, file);
    return present({
      id: file.id,
      filename: file.name,
      size: file.bytes.byteLength,
      url: this.origin + path,
      proxy_url: this.origin + path,
      content_type: file.type,
      description: file.description,
      ...dimensions(file.bytes),
    });
  }

  /** The value with every link into this host signed anew, as in each answer of the service. */
  signed(value: Json): Json {
    return asJson(this.#signed(value));
  }

  /** One link, signed anew. */
  link(url: string): string {
    return this.#link(url);
  }

  /** The file behind a link; undefined when the link is wrong or over. */
  open(path: string, query: URLSearchParams): FakeFile | undefined {
    const ends = Number.parseInt(query.get('ex') ?? '0', 16) * 1000;
    if (this.#seal(path, query.get('ex') ?? '') !== query.get('hm')) return undefined;
    return ends > this.#clock.now() ? this.#files.get(path) : undefined;
  }

  #signed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#signed(one));
    if (isJson(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, this.#signed(one)]),
      );
    }
    return typeof value === 'string' ? this.#link(value) : value;
  }

  #link(text: string): string {
    if (!text.startsWith(`${this.origin}/`)) return text;
    const path = text.slice(this.origin.length).split('?')[0] ?? '';
    if (!this.#files.has(path)) return text;
    const now = this.#clock.now();
    const is = Math.floor(now / 1000).toString(16);
    const ex = Math.floor((now + LIFE_MS) / 1000).toString(16);
    return `${this.origin}${path}?ex=${ex}&is=${is}&hm=${this.#seal(path, ex)}`;
  }

  #seal(path: string, ends: string): string {
    return createHash('sha256').update(`${path}|${ends}`).digest('hex');
  }
}

const PNG_SIGNATURE = 0x89504e47;

function dimensions(bytes: Uint8Array): { width?: number; height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 24 || view.getUint32(0) !== PNG_SIGNATURE) return {};
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
