import type { ActionsBlock, KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { Card, Select } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { LIMITS } from './limits.ts';
import { buttonRows, fitted, type NativeMessage, render } from './render.ts';
import { headingPieces, richText } from './rich-text.ts';
import { plain } from './text.ts';
import { encodeMeta, type ViewMeta } from './view-meta.ts';

/** The name of the app, on forms without a name of their own. */
const APP = 'Diptych';

/** Keys of the pictures a private card shows, each once. */
export function picturesOf(card: Card): readonly string[] {
  const beside = [card, ...card.lines].flatMap(({ picture }) => picture?.key ?? []);
  const below = card.thumbnails?.map(({ key }) => key) ?? [];
  return [...new Set([...beside, ...below])];
}

/** Whether a card is shown as a form: a private message cannot hold a file. */
export function hasPictures(card: Card): boolean {
  return card.original !== undefined || picturesOf(card).length > 0;
}

/** A message for one person, without pictures. Pure. */
export function privateMessage(card: Card): NativeMessage {
  const { text, blocks } = render({ ...card, rows: [] });
  const chosen = [...selectRows(card.selects ?? []), ...buttonRows(card.rows)];
  return { text, blocks: [...blocks, ...chosen] };
}

/** A private card as a form. `files` has the file ids of pictures that can be shown here by their keys. Pure. */
export function cardView(
  card: Card,
  {
    meta,
  }: {
    readonly files: ReadonlyMap<string, string>;
    readonly meta: ViewMeta;
    readonly locale: Locale;
  },
): ModalView {
  const body = richText(fitted(card.lines, LIMITS.text), headingPieces(card));
  return modal(APP, meta, [
    ...(body === undefined ? [] : [body]),
    ...selectRows(card.selects ?? []),
    ...buttonRows(card.rows),
  ]);
}

/** What a form shows until its card is there. */
export function loadingView(meta: ViewMeta, _locale: Locale): ModalView {
  return modal(APP, meta, [{ type: 'section', text: plain('…', LIMITS.text) }]);
}

/** A sentence in place of a card. */
export function sentenceView(text: string, meta: ViewMeta, _locale: Locale): ModalView {
  return modal(APP, meta, [{ type: 'section', text: plain(text, LIMITS.text) }]);
}

function modal(title: string, meta: ViewMeta, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.viewTitle),
    private_metadata: encodeMeta(meta),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

function selectRows(selects: readonly Select[]): readonly ActionsBlock[] {
  return selects.map(({ label, options }, index) => {
    const native = options.slice(0, LIMITS.options).map(({ id, label: name, hint }) => ({
      text: plain(name, LIMITS.optionLabel),
      value: id,
      ...(hint === undefined ? {} : { description: plain(hint, LIMITS.optionLabel) }),
    }));
    const chosen = native[options.findIndex((one) => one.chosen === true)];
    const select: StaticSelect = {
      type: 'static_select',
      action_id: `select:${index}`,
      placeholder: plain(label, LIMITS.placeholder),
      options: native,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    };
    return { type: 'actions', elements: [select] };
  });
}
