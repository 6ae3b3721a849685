import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { cut } from '../../core/base/text.ts';
import type { Clock } from '../../core/ports/system.ts';
import { SurfaceError } from '../../core/ports/surface.ts';
import { asSurfaceError, calling, codeOf, retryAfterOf } from './errors.ts';
import { pause } from './waiting.ts';

export interface FileParts {
  readonly client: WebClient;
  readonly clock: Clock;
  /** Ends uploads and waiting: the next process goes on with what was kept. */
  readonly signal?: AbortSignal;
}

export interface NewFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** What the picture shows, for people who do not see it. */
  readonly alt: string;
}

/** Milliseconds in which Slack has to examine a file; about one is usual, twelve were seen. */
export const READY_MS = 15_000;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 2_000;
const GROWTH = 1.5;
/** Characters of an alternative text. */
const MAX_ALT = 1_000;
/** Milliseconds of the machine's clock for the bytes of a file. */
export const BYTES_MS = 60_000;
const MAX_NAME = 200;

const reservedSchema = z.object({ upload_url: z.url(), file_id: z.string() });
const infoSchema = z.object({ file: z.object({ mimetype: z.string().default('') }) });
const GONE: ReadonlySet<string | undefined> = new Set(['file_not_found', 'file_deleted']);

/** The bot's own files at Slack. */
export class SlackFiles {
  readonly #client: WebClient;
  readonly #clock: Clock;
  readonly #signal: AbortSignal | undefined;

  constructor({ client, clock, signal }: FileParts) {
    this.#client = client;
    this.#clock = clock;
    this.#signal = signal;
  }

  /**
   * Uploads a private file in Slack's three steps; it can be shown once it is `ready`. `keep` gets its id before there are
   * bytes, and what it throws ends the upload. Throws a `SurfaceError`: nothing can be seen then, so it is never `unknown`.
   */
  async upload({ bytes, name, alt }: NewFile, keep: (fileId: string) => void): Promise<string> {
    const { files } = this.#client;
    const filename = cut(name, MAX_NAME);
    const reserved = await calling('repeatable', async () =>
      reservedSchema.parse(
        await files.getUploadURLExternal({
          filename,
          length: bytes.length,
          ...(alt === '' ? {} : { alt_txt: cut(alt, MAX_ALT) }),
        }),
      ),
    );
    const id = reserved.file_id;
    keep(id);
    await calling('repeatable', () => send(reserved.upload_url, bytes, this.#signal));
    await calling('repeatable', () =>
      files.completeUploadExternal({ files: [{ id, title: filename }] }),
    );
    return id;
  }

  /**
   * Waits until Slack has examined the file, at most until a time in milliseconds since the epoch. False when it has not, and
   * when the file is gone. Throws a `SurfaceError`.
   */
  async ready(fileId: string, until = this.#clock.now() + READY_MS): Promise<boolean> {
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(ms * GROWTH, LONGEST_PAUSE_MS)) {
      const state = await this.#state(fileId, until);
      if (state === 'ready' || state === 'gone') return state === 'ready';
      if (!(await this.pause(state === 'waiting' ? ms : state, until))) return false;
    }
  }

  /** Waits, not past `until`. False when that is over already. Throws a `SurfaceError` when the hub stops. */
  async pause(ms: number, until: number): Promise<boolean> {
    const left = until - this.#clock.now();
    if (left <= 0) return false;
    await pause(this.#clock, Math.min(ms, left), this.#signal);
    if (this.#signal?.aborted === true) throw new SurfaceError('transient', 'the hub stops');
    return true;
  }

  /** Deletes the file everywhere. Idempotent. Throws a `SurfaceError`. */
  async remove(fileId: string): Promise<void> {
    await calling('repeatable', async () => {
      await this.#client.files.delete({ file: fileId }).catch(unlessGone);
    });
  }

  /** A number: milliseconds until Slack can be asked again, which is before `until`. */
  async #state(file: string, until: number): Promise<'ready' | 'waiting' | 'gone' | number> {
    try {
      const { mimetype } = infoSchema.parse(await this.#client.files.info({ file })).file;
      return mimetype === '' ? 'waiting' : 'ready';
    } catch (cause) {
      if (GONE.has(codeOf(cause))) return 'gone';
      const ms = retryAfterOf(cause);
      if (ms !== undefined && this.#clock.now() + ms < until) return ms;
      throw asSurfaceError(cause, 'repeatable');
    }
  }
}

function unlessGone(cause: unknown): void {
  if (!GONE.has(codeOf(cause))) throw cause;
}

/** The address is a secret of its own: no token goes there. */
async function send(url: string, bytes: Uint8Array, stop?: AbortSignal): Promise<void> {
  const late = AbortSignal.timeout(BYTES_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(bytes),
    redirect: 'error',
    signal: stop === undefined ? late : AbortSignal.any([late, stop]),
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new SurfaceError('transient', `Slack answered ${response.status} to the bytes of a file`);
  }
}
