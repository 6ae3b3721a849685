import { imageTypeOf } from '../../core/domain/image-type.ts';
import type { CardImage, Line } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Images } from '../../core/ports/images.ts';
import { type ImageLinks, type PostTarget, SurfaceError } from '../../core/ports/surface.ts';
import type { Clock } from '../../core/ports/system.ts';
import type { Unshown } from '../../core/words/slack.en.ts';
import { words } from '../../core/words/words.ts';
import { codeOf, isFileNotReady } from './errors.ts';
import { type NewFile, READY_MS, type SlackFiles } from './files.ts';
import { fileOfMemo, memoOf, type Shown, unshownOf } from './memo.ts';

export interface PictureParts {
  readonly files: SlackFiles;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly images: Pick<Images, 'convert'>;
  readonly links: ImageLinks;
  readonly clock: Clock;
}

/** Milliseconds before a post is tried again whose file was said to be ready and was not: Slack takes about one a second. */
const REPOST_MS = 1_000;

/** Brings pictures from our own store into Slack, where only PNG, JPEG and GIF can be shown. */
export class SlackPictures {
  readonly #parts: PictureParts;

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  /**
   * Posts by `send` once the picture can be shown, with an earlier try's file if Slack still has it. Where the workspace
   * takes no such file, and when it is not ready in time, `send` gets the reason. Throws a `SurfaceError`.
   */
  async post<T>(
    target: PostTarget,
    image: CardImage,
    send: (shown: Shown) => Promise<T>,
  ): Promise<T> {
    const earlier = fileOfMemo(target.memo);
    const sent = earlier === null ? undefined : await this.#whenReady(earlier, send);
    if (sent !== undefined) return sent.sent;
    if (earlier !== null) await this.#parts.files.remove(earlier);
    return this.#afresh(target, image, send);
  }

  /** Lines under a message without its picture: why, and where the picture is. */
  notes({ key }: CardImage, why: Unshown, locale: Locale): readonly Line[] {
    const say = words(locale);
    const link = this.#parts.links(key);
    const where =
      link === null
        ? { text: say.original_kept(key) }
        : { text: say.original_link(), link: link.url, since: link.until };
    return [{ text: say.slack_unshown(why) }, where];
  }

  async #afresh<T>(
    { keep }: PostTarget,
    image: CardImage,
    send: (shown: Shown) => Promise<T>,
  ): Promise<T> {
    const { files } = this.#parts;
    const picture = await this.#file(image);
    let file: string;
    try {
      file = await files.upload(picture, (id) => keep(memoOf({ file: id })));
    } catch (cause) {
      const why = refusedFor(cause);
      if (why === undefined) throw cause;
      return send({ why });
    }
    const sent = await this.#whenReady(file, send);
    if (sent !== undefined) return sent.sent;
    await files.remove(file);
    return send({ why: 'never_ready' });
  }

  /** Undefined when the file was not ready in time, or is gone. */
  async #whenReady<T>(
    file: string,
    send: (shown: Shown) => Promise<T>,
  ): Promise<{ readonly sent: T } | undefined> {
    const { files, clock } = this.#parts;
    const until = clock.now() + READY_MS;
    for (let ms = REPOST_MS; await files.ready(file, until); ms *= 2) {
      try {
        return { sent: await send({ file }) };
      } catch (cause) {
        if (!isFileNotReady(causeOf(cause))) throw cause;
      }
      if (!(await files.pause(ms, until))) break;
    }
    return undefined;
  }

  async #file({ key, alt, fileName }: CardImage): Promise<NewFile> {
    const { blobs, images } = this.#parts;
    const bytes = await blobs.get(key).catch((cause: unknown) => {
      throw new SurfaceError('transient', 'the store did not give the picture', { cause });
    });
    if (bytes === undefined) throw new SurfaceError('refused', `there is no picture under ${key}`);
    if (imageTypeOf(bytes) !== 'image/webp') return { bytes, name: fileName, alt };
    const name = `${fileName.replace(/\.\w+$/, '')}.png`;
    try {
      return { bytes: await images.convert(bytes, 'image/png'), name, alt };
    } catch (cause) {
      throw new SurfaceError('refused', `the picture under ${key} cannot be read`, { cause });
    }
  }
}

/** Why a workspace takes no such file; undefined when the upload failed for another reason. */
function refusedFor(cause: unknown): Unshown | undefined {
  return unshownOf(codeOf(causeOf(cause)));
}

function causeOf(error: unknown): unknown {
  return error instanceof SurfaceError ? error.cause : error;
}
