import type { WebClient } from '@slack/web-api';
import type { Card } from '../../core/chat/card.ts';
import type { Caller, Locale } from '../../core/domain/person.ts';
import type { Log } from '../../core/ports/system.ts';
import type { PressReply } from '../../core/studio/base/reply.ts';
import { words } from '../../core/words/words.ts';
import { formView } from './forms.ts';
import type { Modal } from './modal.ts';
import type { Reach } from './read.ts';
import { cardView, hasPictures, privateMessage, sentenceView } from './render-private.ts';
import type { NativeMessage } from './render.ts';
import { respond } from './respond.ts';
import type { ShownFiles } from './shown-files.ts';
import type { ViewMeta } from './view-meta.ts';

export interface AnswerParts {
  readonly client: WebClient;
  readonly files: ShownFiles;
  readonly log: Log;
}

/** What a form remembers of a delivery. */
export function metaOf({ channel, thread, responseUrl }: Reach): ViewMeta {
  return { channel, thread, responseUrl };
}

/** A sentence, with buttons, for one person. */
export function sentence(text: string, rows: Card['rows'] = []): NativeMessage {
  return privateMessage({ kind: 'private', heading: '', lines: [{ text }], badges: [], rows });
}

/** Answers people so that nobody else sees it. */
export class Answers {
  readonly #parts: AnswerParts;

  constructor(parts: AnswerParts) {
    this.#parts = parts;
  }

  /**
   * Shows the reply of a use case to the person. `own`: its pictures are theirs wherever they were posted. `asForm`: a card
   * opens a form, so that it can change. Throws what Slack refuses.
   */
  async reply(
    caller: Caller,
    reach: Reach,
    modal: Modal,
    {
      reply,
      own = false,
      asForm = false,
    }: { readonly reply: PressReply; readonly own?: boolean; readonly asForm?: boolean },
  ): Promise<void> {
    const { locale } = caller;
    const meta = reach.view?.meta ?? metaOf(reach);
    switch (reply.type) {
      case 'done':
        return modal.cancel();
      case 'said':
        return this.say(reach, modal, reply.text, locale);
      case 'form':
        return this.#show(reach, modal, formView(reply.form, meta, locale), locale);
      case 'card': {
        if (!modal.isOpen && !asForm && !isShownAsForm(reach, reply.card)) {
          modal.cancel();
          return this.message(reach, privateMessage(reply.card));
        }
        const files = this.#parts.files.of(caller, reply.card, own);
        if (await modal.show(cardView(reply.card, { files, meta, locale }))) return;
        // Too late for a form: its text and its links are better than a sentence about that.
        return this.message(reach, privateMessage(reply.card));
      }
    }
  }

  /** Says a sentence: in the form that is open, else as a message that only this person sees. */
  async say(reach: Reach, modal: Modal, text: string, locale: Locale): Promise<void> {
    modal.cancel();
    const isNowhere = reach.responseUrl === null && reach.channel === '';
    if (modal.isOpen || isNowhere) {
      const view = sentenceView(text, reach.view?.meta ?? metaOf(reach), locale);
      if (await modal.show(view)) return;
    }
    await this.message(reach, sentence(text));
  }

  /** A message for this person alone: by the delivery's own address, else where they are. Throws when neither works. */
  async message(
    { user, channel, thread, responseUrl }: Reach,
    native: NativeMessage,
  ): Promise<void> {
    const inThread = thread === null ? {} : { thread_ts: thread };
    if (responseUrl !== null) {
      try {
        const body = { ...native, ...inThread, response_type: 'ephemeral' };
        return await respond(responseUrl, { ...body, replace_original: false });
      } catch (cause) {
        if (channel === '') throw cause;
        this.#parts.log.info({ err: cause }, 'a private answer went another way');
      }
    }
    await this.#parts.client.chat.postEphemeral({ channel, user: user.id, ...native, ...inThread });
  }

  async #show(
    reach: Reach,
    modal: Modal,
    view: Parameters<Modal['show']>[0],
    locale: Locale,
  ): Promise<void> {
    if (await modal.show(view)) return;
    await this.message(reach, sentence(words(locale).slack_too_late()));
  }
}

/** A card with pictures is a form, and so is every card where there is no channel to show a message in. */
function isShownAsForm({ responseUrl, channel }: Reach, card: Card): boolean {
  return hasPictures(card) || (responseUrl === null && channel === '');
}
