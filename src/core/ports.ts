import type { Card } from './card.ts';
import type { Failure } from './errors.ts';
import type { Person, Place } from './person.ts';
import type { SideState, StoredImage } from './side.ts';
import type { Classification, Spec } from './spec.ts';

/** Time, passed in so that tests move it. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `ms`, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}

/** New ids: 20 characters of [0-9A-Za-z], sortable by time, at most 22 characters ever. */
export interface Ids {
  next(): string;
}

/** What the product tells its operator. Fields never hold secrets. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What the product counts for its operator. */
export interface Meter {
  /** A generation ended. */
  ended(state: SideState, provider: string): void;
  /** A provider's answer came after its generation had ended, and was dropped. */
  late(provider: string): void;
  /** Milliseconds from the provider's answer to the message that shows the image. */
  shown(ms: number): void;
  /** A message was given up. */
  undelivered(surface: string): void;
}

/** Bytes under keys. Keys are `/`-separated; a segment may not be empty, `.` or `..`. */
export interface BlobStore {
  /** Stores all or nothing; repeating it replaces the blob. Throws a `BlobError`. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** The bytes, or undefined when there are none under the key. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Bytes in the blob, or undefined when there is none. */
  size(key: string): Promise<number | undefined>;
  /** Copies inside the store; false when the source is missing. Repeating it replaces the target. */
  copy(from: string, to: string): Promise<boolean>;
  /** No error when there is nothing under the key. */
  delete(key: string): Promise<void>;
  /** Every key under the prefix, one at a time, in no promised order. */
  list(prefix: string): AsyncIterable<string>;
}

/** What a provider's call cost: dollars, null when unknown (never 0 for unknown). */
export interface ProviderAnswer {
  readonly bytes: Uint8Array;
  readonly costUsd: number | null;
}

/** A reference's bytes, in the spec's order. */
export interface ReferenceImage {
  readonly role: 'own' | 'person' | 'angle' | 'tone';
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** One image model vendor. Makes exactly one call; never retries by itself. */
export interface ImageProvider {
  readonly name: string;
  /**
   * Makes one image. Throws `ProviderError` for every ending without one. Must stop when `signal`
   * aborts; what it does afterwards is reported as late by the caller.
   */
  render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer>;
}

/** What a harmless call to a vendor found. */
export interface Probe {
  /** Why the vendor answers nothing; null when it takes our key. */
  readonly failure: Failure | null;
  /** Models, by the vendor's names, that it does not offer to this key. */
  readonly missing: readonly string[];
}

/** A provider that can be looked at without spending anything. */
export interface VendorImages extends ImageProvider {
  /** Makes the cheapest harmless call; never throws but for a fault of ours, or when `signal` aborts. */
  probe(models: readonly string[], signal: AbortSignal): Promise<Probe>;
}

/** One generation for a worker: plain JSON. */
export interface RenderJob {
  readonly generationId: string;
  readonly spec: Spec;
  /** Milliseconds the provider call may take. */
  readonly timeoutMs: number;
}

/** How a job ended: plain JSON, without bytes. Cost in dollars, null when unknown. */
export type RenderResult =
  | { readonly ok: true; readonly image: StoredImage; readonly costUsd: number | null }
  | { readonly ok: false; readonly failure: Failure; readonly costUsd: number | null };

export type JobStatus =
  | { readonly state: 'queued' | 'active' | 'unknown' }
  | { readonly state: 'finished'; readonly result: RenderResult };

/** What a queue tells the hub. Both are hints: `status` is the truth. */
export interface RenderEvents {
  finished(generationId: string, result: RenderResult): void;
  /** A provider answered after its call was given up or cancelled. */
  late(generationId: string, costUsd: number | null): void;
}

/** Transport for render jobs. Holds only what runs next. */
export interface RenderQueue {
  /** How many jobs may be out at once. */
  capacity(): Promise<number>;
  /** Names of providers that a living worker serves. */
  providers(): Promise<readonly string[]>;
  /** Takes a job; a generation that was submitted before is ignored, ever after. */
  submit(job: RenderJob): Promise<void>;
  /** Stops a job as far as it can; no error when there is none. */
  cancel(generationId: string): Promise<void>;
  /** Unknown: never submitted, or forgotten (a restart, a day passed). */
  status(generationId: string): Promise<JobStatus>;
  subscribe(events: RenderEvents): () => void;
  /** Takes no more, aborts what runs, resolves when nothing runs any more. Repeating it is harmless. */
  close(): Promise<void>;
}

/** Where a message goes, and what identifies it for ever. */
export interface PostTarget {
  readonly place: Place;
  /** Our post's id; the surface must be able to find the message by it. */
  readonly nonce: string;
  /** Whose message it answers, if the surface shows that: the header's message id. */
  readonly replyTo: string | null;
  /** Milliseconds since the epoch: the message surely was not posted before. */
  readonly since: number;
}

export type SurfaceFailure =
  /** Try again later. */
  | 'transient'
  /** The message, channel or workspace is no more. */
  | 'gone'
  /** We may not. */
  | 'forbidden'
  /** It will never be taken as it is: a fault of ours. */
  | 'refused'
  /** It may or may not have happened. */
  | 'unknown';

export class SurfaceError extends Error {
  readonly kind: SurfaceFailure;
  readonly retryAfterMs: number | null;

  constructor(
    kind: SurfaceFailure,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'SurfaceError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Shows cards to people. Decides nothing. Every member throws `SurfaceError` and nothing else. */
export interface Surface {
  /** Posts a card; resolves with the message's id. Repeating it with one nonce posts once where it can. */
  post(target: PostTarget, card: Card): Promise<string>;
  /** Makes the message show the card. Repeating it is harmless. */
  update(place: Place, messageId: string, card: Card): Promise<void>;
  /** Takes the message away; no error when it is gone already. */
  remove(place: Place, messageId: string): Promise<void>;
  /** The message that carries the nonce; undefined when there surely is none. Throws when it cannot look. */
  find(target: PostTarget): Promise<string | undefined>;
  /** Where a person can open the message; null when the surface has no such links. */
  link(place: Place, messageId: string): string | null;
  /** Says something to one person alone, about a place where nothing can be shown to them. */
  tell(place: Place, person: Person, text: string): Promise<void>;
}

/** Gives a card as the first answer to what a person just sent; the message's id. Throws a `SurfaceError`. */
export type FirstAnswer = (card: Card) => Promise<string>;

/** A link to one image for whoever has it; null when the hub has no public address. */
export type ImageLinks = (key: string) => {
  readonly url: string;
  /** Milliseconds since the epoch: dead from then on. */
  readonly until: number;
} | null;

/** A file somebody attached, before it is fetched. */
export interface Attachment {
  readonly name: string;
  /** As declared; not believed. */
  readonly type: string;
  readonly bytes: number;
  /** Where its surface fetches it from; a blob key for bytes that are here already. */
  readonly source: string;
}

/** sha256 of a text or of bytes, in hex. Injected, because the core imports nothing. */
export type Digest = (data: string | Uint8Array) => string;

/** A text in ASCII letters, as near as one gets from any script. Injected, like `Digest`. */
export type ToAscii = (text: string) => string;

/** Why bytes were refused as an image. */
export type ImageFault = 'type' | 'too_large' | 'too_many_pixels' | 'broken';

export interface ImageLimits {
  /** Bytes. */
  readonly maxBytes: number;
  readonly maxPixels: number;
}

/** Reads pictures by decoding them; never believes a name or a header alone. */
export interface Images {
  /**
   * Type and size of the picture, after decoding it fully. A fault for what is not PNG, JPEG or WebP,
   * over the limits (without allocating for a forged size), or cut short.
   */
  inspect(
    bytes: Uint8Array,
    limits: ImageLimits,
  ): Promise<
    | { readonly type: StoredImage['type']; readonly width: number; readonly height: number }
    | ImageFault
  >;
  /** The same picture as another type. */
  convert(bytes: Uint8Array, type: StoredImage['type']): Promise<Uint8Array>;
  /**
   * The picture as a WebP of at most so many bytes, and of at most so many pixels on its longer side: upright as
   * its camera was held, in its own shape, never larger than it is.
   */
  fit(
    bytes: Uint8Array,
    limits: { readonly maxBytes: number; readonly maxSide: number },
  ): Promise<Uint8Array>;
}

/** Fetches what somebody attached, from the surface's own files only. Aborts with `signal`. */
export interface AttachmentFetcher {
  /** Throws when it cannot be fetched; never returns more than `maxBytes` (throws). */
  fetch(attachment: Attachment, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
}

/** Says what a prompt is about. Never fails a pair: any throw is answered by the rules instead. */
export interface Classifier {
  /** `rules`, or a text model's name. */
  readonly name: string;
  classify(
    prompt: string,
    categories: readonly { readonly slug: string; readonly tags: readonly string[] }[],
    signal: AbortSignal,
  ): Promise<Classification>;
}
