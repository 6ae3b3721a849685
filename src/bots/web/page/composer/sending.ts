import { Refusal } from '../api.ts';
import { randomName } from './random-name.ts';
import type { Progress } from './state.ts';

/** An image as the hub has it. */
export interface Uploaded {
  readonly id: string;
  readonly name: string;
}

/** Milliseconds for which the hub keeps an upload in any case. */
const UPLOAD_KEPT_MS = 10 * 60_000;

export interface SendingParts {
  readonly upload: (
    file: File,
    signal: AbortSignal,
    progress: (share: number) => void,
  ) => Promise<Uploaded>;
  readonly generate: (body: object, key: string) => Promise<unknown>;
  readonly progress: (progress: Progress | null) => void;
}

/** The person has stopped it: nothing was asked for. */
export class Stopped extends Error {}

/** Sends requests for pairs with their images. */
export class Sending {
  readonly #parts: SendingParts;
  readonly #uploads = new WeakMap<File, { readonly upload: Uploaded; readonly at: number }>();
  /** A request that nobody knows whether the hub has heard it: the same again must not be painted twice. */
  #unanswered: { readonly body: string; readonly key: string } | null = null;
  #stop: AbortController | null = null;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** Throws a `Refusal`, a `Stopped`, or what the browser throws when the hub cannot be reached. */
  async generate(options: Readonly<Record<string, string>>, files: readonly File[]): Promise<void> {
    const references = await this.#uploaded(files);
    const body = { ...options, references };
    const text = JSON.stringify(body);
    const key = this.#unanswered?.body === text ? this.#unanswered.key : randomName();
    this.#unanswered = { body: text, key };
    try {
      await this.#parts.generate(body, key);
      this.#unanswered = null;
    } catch (error) {
      if (error instanceof Refusal && error.status < 500) this.#unanswered = null;
      throw error;
    }
  }

  /** Stops the sending of images. */
  stop(): void {
    this.#stop?.abort();
  }

  async #uploaded(files: readonly File[]): Promise<readonly Uploaded[]> {
    const { progress } = this.#parts;
    const { signal } = (this.#stop = new AbortController());
    const uploads: Uploaded[] = [];
    try {
      // One after the other: a phone has one line, and a refusal is then about one file.
      for (const [index, file] of files.entries()) {
        const tell = (share: number) => progress({ image: index + 1, of: files.length, share });
        uploads.push(await this.#one(file, signal, tell));
      }
      return uploads;
    } catch (error) {
      throw signal.aborted ? new Stopped() : error;
    } finally {
      this.#stop = null;
      progress(null);
    }
  }

  /** The file as the hub has it. Sent once, also when the line is refused and sent again. */
  async #one(file: File, signal: AbortSignal, tell: (share: number) => void): Promise<Uploaded> {
    const before = this.#uploads.get(file);
    if (before !== undefined && Date.now() - before.at < UPLOAD_KEPT_MS) return before.upload;
    tell(0);
    const upload = await this.#parts.upload(file, signal, tell);
    this.#uploads.set(file, { upload, at: Date.now() });
    return upload;
  }
}
