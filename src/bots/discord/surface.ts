import { MEGABYTE } from '../../core/base/units.ts';
import { MessageFlags, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Card, Line } from '../../core/chat/card.ts';
import type { SentMessage } from '../../core/domain/pair.ts';
import type { Person, Place } from '../../core/domain/person.ts';
import { type PostTarget, type Surface, SurfaceError } from '../../core/ports/surface.ts';
import { createdSchema, type SeenMessage } from './api.ts';
import { asSurfaceError, isApiError } from './errors.ts';
import { findMessage } from './find.ts';
import { ROOM } from './limits.ts';
import type { LiveInteractions } from './live-interactions.ts';
import type { Picture, Pictures } from './pictures.ts';
import { isPreviewName, type NativeBody, NO_MENTIONS, render } from './render.ts';
import { escapeText } from './text.ts';
import { DM_PREFIX, idOf } from './identity.ts';

export interface DiscordSurfaceParts {
  /** With the bot's token, which edits messages also after a command's own token has expired. */
  readonly rest: REST;
  readonly pictures: Pictures;
  readonly live: LiveInteractions;
}

/** Discord as a surface: messages by channel and id, through the bot's own token. */
export class DiscordSurface implements Surface {
  readonly hidesPictures = true;
  readonly room = ROOM;
  /** The REST client keeps to the rate limits. */
  readonly gapMs = 0;
  readonly #parts: DiscordSurfaceParts;
  #found: () => void = () => undefined;

  constructor(parts: DiscordSurfaceParts) {
    this.#parts = parts;
  }

  /** Calls back whenever a message of ours was found that nobody had stored. */
  whenFound(listener: () => void): void {
    this.#found = listener;
  }

  /** For some minutes Discord takes a nonce only once; after that `find` is needed. */
  async post(target: PostTarget, card: Card): Promise<SentMessage> {
    const { pictures } = this.#parts;
    const { image } = card;
    if (image === undefined) return this.#send(target, card);
    const picture = await pictures.full(target.place, image);
    try {
      return await this.#send(target, card, picture);
    } catch (error) {
      if (!(error instanceof SurfaceError) || !isTooLarge(error)) throw error;
      // The limit that Discord gave was wrong: a preview of half the size surely fits.
      const most = Math.min(PREVIEW_BYTES, image.bytes / 2);
      return this.#send(target, card, await pictures.full(target.place, image, most));
    }
  }

  async #send(
    { place, nonce, replyTo }: PostTarget,
    card: Card,
    picture?: Picture,
  ): Promise<SentMessage> {
    const { rest } = this.#parts;
    const reply =
      replyTo === null
        ? {}
        : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
    const request = {
      body: { ...this.#body(card, picture), ...reply, nonce, enforce_nonce: true },
      ...(picture === undefined ? {} : { files: [picture.file] }),
    };
    const { id } = await call('post', async () =>
      createdSchema.parse(await rest.post(Routes.channelMessages(place.channel), request)),
    );
    if (picture === undefined) return { id, memo: null };
    return { id, memo: picture.isPreview ? PREVIEW : PICTURE };
  }

  /** The body of an edit, without files, so that the attachment stays. */
  bodyOf(card: Card, memo: string | null): NativeBody {
    return render(card, this.#notes(card, memo === PREVIEW), memo !== null);
  }

  /** Sends no files, so that the attachment stays. */
  async update(place: Place, messageId: string, card: Card, memo: string | null): Promise<void> {
    const route = Routes.channelMessage(place.channel, messageId);
    const body = this.bodyOf(card, memo);
    await call('repeatable', () => this.#parts.rest.patch(route, { body }));
  }

  async remove(place: Place, messageId: string | null): Promise<void> {
    if (messageId === null) return;
    const route = Routes.channelMessage(place.channel, messageId);
    await call('repeatable', async () => {
      await this.#parts.rest.delete(route).catch((cause: unknown) => {
        if (!isApiError(cause, RESTJSONErrorCodes.UnknownMessage)) throw cause;
      });
    });
  }

  async find(target: PostTarget): Promise<SentMessage | undefined> {
    try {
      const found = await findMessage(this.#parts.rest, target);
      if (found === undefined) return undefined;
      this.#found();
      return { id: found.id, memo: memoOf(found) };
    } catch (cause) {
      if (cause instanceof SurfaceError) throw cause;
      const error = asSurfaceError(cause, 'repeatable');
      // In a channel that the bot may not read, the message may exist; in a channel that is gone it does not.
      if (error.kind === 'forbidden') throw new SurfaceError('unknown', error.message, { cause });
      if (error.kind === 'gone') return undefined;
      throw error;
    }
  }

  link({ workspace, channel }: Place, messageId: string): string {
    const server = workspace.startsWith(DM_PREFIX) ? '@me' : workspace;
    return `https://discord.com/channels/${server}/${channel}/${messageId}`;
  }

  /** Replies to their last command while its token lives, else sends a direct message. */
  async tell(place: Place, person: Person, text: string): Promise<void> {
    const userId = idOf(person);
    const live = this.#parts.live.of(userId, place.channel);
    const content = escapeText(text);
    if (live !== undefined && (await followedUp(live, content))) return;
    await call('post', () => this.#direct(userId, content));
  }

  async #direct(userId: string, content: string): Promise<void> {
    const { rest } = this.#parts;
    const body = { recipient_id: userId };
    const { id } = createdSchema.parse(await rest.post(Routes.userChannels(), { body }));
    const message = { content, allowed_mentions: NO_MENTIONS };
    await rest.post(Routes.channelMessages(id), { body: message });
  }

  #body(card: Card, picture: Picture | undefined): NativeBody & { attachments?: object[] } {
    const body = render(card, this.#notes(card, picture?.isPreview === true));
    if (picture === undefined) return body;
    const { file, description } = picture;
    return { ...body, attachments: [{ id: '0', filename: file.name, description }] };
  }

  #notes({ image, locale = 'en' }: Card, isPreview: boolean): readonly Line[] {
    return image === undefined || !isPreview ? [] : this.#parts.pictures.notes(image, locale);
  }
}

/** The memo of a message whose picture is a smaller copy, so that its edits say so again. */
const PREVIEW = 'preview';
/** The memo of any other message with a picture, which stays also when the card has none any more. */
const PICTURE = 'picture';
/** Bytes of a picture that fits everywhere. */
const PREVIEW_BYTES = 4 * MEGABYTE;

function isTooLarge({ cause }: { readonly cause?: unknown }): boolean {
  return isApiError(cause, RESTJSONErrorCodes.RequestEntityTooLarge);
}

function memoOf({ attachments }: SeenMessage): string | null {
  if (attachments.some(({ filename }) => isPreviewName(filename))) return PREVIEW;
  return attachments.length > 0 ? PICTURE : null;
}

type Live = NonNullable<ReturnType<LiveInteractions['of']>>;

/** False when the command's token has expired. */
async function followedUp(live: Live, content: string): Promise<boolean> {
  try {
    await live.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: NO_MENTIONS });
    return true;
  } catch {
    return false;
  }
}

async function call<T>(kind: 'post' | 'repeatable', send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw asSurfaceError(cause, kind);
  }
}
