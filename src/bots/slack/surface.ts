import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Card } from '../../core/chat/card.ts';
import type { SentMessage } from '../../core/domain/pair.ts';
import type { Locale, Person, Place } from '../../core/domain/person.ts';
import {
  ClosedError,
  type PostTarget,
  type Surface,
  SurfaceError,
} from '../../core/ports/surface.ts';
import type { Clock } from '../../core/ports/system.ts';
import { words } from '../../core/words/words.ts';
import { EditBudget } from './edit-budget.ts';
import { asSurfaceError, calling, isFileNotReady, retryAfterOf } from './errors.ts';
import type { SlackFiles } from './files.ts';
import { findMessage, metadataOf } from './find.ts';
import { idOf, isDirect, type Team } from './identity.ts';
import { GAP_MS, LIMITS, ROOM } from './limits.ts';
import { fileOfMemo, memoOf, type Shown, shownBy } from './memo.ts';
import { type PictureParts, SlackPictures } from './pictures.ts';
import { PostPace } from './post-pace.ts';
import { type NativeMessage, render } from './render.ts';
import { fallbackText, plain } from './text.ts';

export interface SlackSurfaceParts extends PictureParts {
  readonly client: WebClient;
  readonly files: SlackFiles;
  readonly clock: Clock;
  /** Null until Slack has told it. */
  readonly team: () => Team | null;
}

const sentSchema = z.object({ ts: z.string() });
const openedSchema = z.object({ channel: z.object({ id: z.string() }) });
/** Nothing unfolds under a message of ours. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** Slack as a surface: messages by channel and time, with the bot's token. */
export class SlackSurface implements Surface {
  readonly room = ROOM;
  readonly gapMs = GAP_MS;
  readonly headerFirst = true;
  readonly #parts: SlackSurfaceParts;
  readonly #pictures: SlackPictures;
  readonly #edits: EditBudget;
  readonly #posts: PostPace;
  #found: () => void = () => undefined;

  constructor(parts: SlackSurfaceParts) {
    this.#parts = parts;
    this.#pictures = new SlackPictures(parts);
    this.#edits = new EditBudget(parts.clock);
    this.#posts = new PostPace(parts.clock);
  }

  /** Calls back whenever a message of ours was found that nobody had stored. */
  whenFound(listener: () => void): void {
    this.#found = listener;
  }

  /** Slack posts a repeat with the same nonce once more: `find` comes first. */
  async post(target: PostTarget, card: Card): Promise<SentMessage> {
    const { image } = card;
    if (image === undefined) return this.#send(target, card, null);
    return this.#pictures.post(target, image, (shown) => this.#send(target, card, shown));
  }

  async #send({ place, nonce }: PostTarget, card: Card, shown: Shown | null): Promise<SentMessage> {
    const { channel } = place;
    this.#posts.take(channel);
    const message = { channel, ...inThread(place), ...this.#native(card, shown), ...QUIET };
    const metadata = metadataOf(nonce, shown);
    const { ts } = await calling('post', async () =>
      sentSchema.parse(await this.#parts.client.chat.postMessage({ ...message, metadata })),
    ).catch((cause: unknown) => {
      const ms = cause instanceof SurfaceError ? cause.retryAfterMs : null;
      if (ms !== null) this.#posts.pause(channel, ms);
      throw isDirect(channel) ? inDirect(cause) : cause;
    });
    return { id: ts, memo: shown && memoOf(shown) };
  }

  /** A picture that Slack does not have any more becomes a link: an edit must not add a file. */
  async update(place: Place, messageId: string, card: Card, memo: string | null): Promise<void> {
    this.#edits.take(card.kind, `${place.channel} ${messageId}`);
    const shown = card.image === undefined ? fileIn(memo) : shownBy(memo);
    try {
      await this.#edit(place, messageId, card, shown);
    } catch (cause) {
      if (!isFileNotReady(cause)) throw this.#editError(cause);
      await this.#edit(place, messageId, card, { why: 'file_deleted' }).catch((again: unknown) => {
        throw this.#editError(again);
      });
    }
  }

  async #edit(place: Place, ts: string, card: Card, shown: Shown | null): Promise<void> {
    const { chat } = this.#parts.client;
    const native = this.#native(card, shown);
    await chat.update({ channel: place.channel, ts, ...native, parse: 'none' });
  }

  #editError(cause: unknown): SurfaceError {
    const ms = retryAfterOf(cause);
    if (ms !== undefined) this.#edits.pause(ms);
    return asSurfaceError(cause, 'repeatable');
  }

  /** A file is deleted also where the app may not delete its message any more. */
  async remove(place: Place, messageId: string | null, memo: string | null): Promise<void> {
    const refusal = messageId === null ? null : await this.#delete(place, messageId);
    const file = fileOfMemo(memo);
    if (file !== null) await this.#parts.files.remove(file);
    if (refusal !== null) throw refusal;
  }

  /** Resolves with the refusal of a message that the app may not delete. */
  async #delete({ channel }: Place, ts: string): Promise<SurfaceError | null> {
    try {
      await this.#parts.client.chat.delete({ channel, ts });
      return null;
    } catch (cause) {
      const error = asSurfaceError(cause, 'repeatable');
      if (error.kind === 'gone') return null;
      if (error.kind === 'forbidden' || error.kind === 'refused') return error;
      throw error;
    }
  }

  async find(target: PostTarget): Promise<SentMessage | undefined> {
    try {
      const found = await findMessage(this.#parts.client, target);
      if (found !== undefined) this.#found();
      return found;
    } catch (cause) {
      const error = asSurfaceError(cause, 'repeatable');
      // Without being there the app can neither read nor have posted, unless it was there before.
      if (error instanceof ClosedError && error.why === 'uninvited') {
        throw isDirect(target.place.channel) ? inDirect(error) : error;
      }
      // Where the app may not read, the message may exist; in a thread that is gone it does not.
      if (error.kind === 'forbidden') throw new SurfaceError('unknown', error.message, { cause });
      if (error.kind === 'gone') return undefined;
      throw error;
    }
  }

  link({ channel, thread }: Place, messageId: string): string | null {
    const url = this.#parts.team()?.url;
    if (url === undefined) return null;
    const address = new URL(`archives/${channel}/p${messageId.replace('.', '')}`, url);
    if (thread !== null) {
      address.search = new URLSearchParams({ thread_ts: thread, cid: channel }).toString();
    }
    return address.toString();
  }

  /** Only for their eyes in the place; else, where they or the bot are not there, as a direct message. */
  async tell(place: Place, person: Person, text: string): Promise<void> {
    const { client } = this.#parts;
    const user = idOf(person);
    const message = spoken(text);
    try {
      const { channel } = place;
      await client.chat.postEphemeral({ channel, user, ...inThread(place), ...message });
    } catch (cause) {
      if (asSurfaceError(cause, 'post').kind !== 'forbidden') throw asSurfaceError(cause, 'post');
      await calling('post', async () => {
        const { channel } = openedSchema.parse(await client.conversations.open({ users: user }));
        await client.chat.postMessage({ channel: channel.id, ...message, ...QUIET });
      });
    }
  }

  #native(card: Card, shown: Shown | null): NativeMessage {
    const { image, locale = 'en' } = card;
    if (shown !== null && 'file' in shown) return render(card, shown);
    if (shown === null || image === undefined) return render(card);
    return render(card, { file: null, notes: this.#pictures.notes(image, shown.why, locale) });
  }
}

/** The picture of a message that was found with one: it stays also when the card has none any more. */
function fileIn(memo: string | null): Shown | null {
  const file = fileOfMemo(memo);
  return file === null ? null : { file };
}

/** Nobody can invite the bot to a direct message of others. */
function inDirect(cause: unknown): unknown {
  if (!(cause instanceof ClosedError) || cause.why !== 'uninvited') return cause;
  return new ClosedError('direct', cause.message, { cause: cause.cause, advice: directAdvice });
}

function directAdvice(locale: Locale): string {
  return words(locale).closed_reason('direct');
}

function inThread({ thread }: Place): { thread_ts?: string } {
  return thread === null ? {} : { thread_ts: thread };
}

/** A text that shows as it was written. */
function spoken(text: string) {
  const section = { type: 'section' as const, text: plain(text, LIMITS.text) };
  return { text: fallbackText(text), blocks: [section] };
}
