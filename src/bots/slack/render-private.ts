import type { KnownBlock, ModalView } from '@slack/types';
import type { Card } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';
import { bodyBlocks, type FilesByKey, picturesOf } from './body.ts';
import { buttonRows, selectRows } from './elements.ts';
import { LIMITS } from './limits.ts';
import { type NativeMessage, render } from './render.ts';
import { headingPieces, textBlocks } from './rich-text.ts';
import { plain, shownText } from './text.ts';
import { encodeMeta, type ViewMeta } from './view-meta.ts';

/** The name of the app: the title of forms whose own name is too long for one. */
const APP = 'Diptych';

/** What a private card's form needs besides the card. */
export interface CardViewParts {
  readonly files: FilesByKey;
  readonly meta: ViewMeta;
  readonly locale: Locale;
}

/** Whether a card is shown as a form: a private message cannot hold a file. */
export function hasPictures(card: Card): boolean {
  return card.original !== undefined || picturesOf(card).length > 0;
}

/** A private card as a message that one person sees, without pictures. Pure. */
export function privateMessage(card: Card): NativeMessage {
  const { text, blocks } = render({ ...card, rows: [] });
  return { text, blocks: [...blocks, ...selectRows(card), ...buttonRows(card)] };
}

/** A private card as a form; of its pictures those that have a file here. Pure. */
export function cardView(card: Card, { files, meta, locale }: CardViewParts): ModalView {
  const isTitle = card.heading !== '' && card.heading.length <= LIMITS.viewTitle;
  const heading = headingPieces(isTitle ? { ...card, heading: '' } : card);
  return modal(isTitle ? card.heading : APP, meta, [
    ...bodyBlocks(card, { heading, files, locale }),
    ...selectRows(card),
    ...buttonRows({ locale, ...card }),
  ]);
}

/** What a form shows until its card is there. Pure. */
export function loadingView(meta: ViewMeta, locale: Locale): ModalView {
  return sentenceView(words(locale).slack_loading(), meta, locale);
}

/** A sentence in place of a card. Pure. */
export function sentenceView(text: string, meta: ViewMeta, _locale: Locale): ModalView {
  return modal(APP, meta, textBlocks([{ text: shownText(text, LIMITS.viewText) }]));
}

function modal(title: string, meta: ViewMeta, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.viewTitle),
    private_metadata: encodeMeta(meta),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}
