import type { ActionsBlock, Button as NativeButton, ImageBlock, StaticSelect } from '@slack/types';
import type { Button, Card, Select } from '../../core/chat/card.ts';
import { questionOf } from './confirm.ts';
import { LIMITS } from './limits.ts';
import { plain, shownText } from './text.ts';

/** The rows of buttons under a card. */
export function buttonRows(card: Card): readonly ActionsBlock[] {
  return card.rows
    .filter((row) => row.length > 0)
    .slice(0, LIMITS.rows)
    .map((row) => ({
      type: 'actions',
      elements: row.slice(0, LIMITS.actions).map((one) => nativeButton(one, card)),
    }));
}

function nativeButton(button: Button, card: Card): NativeButton {
  return {
    type: 'button',
    action_id: button.id,
    text: plain(button.label, LIMITS.buttonLabel),
    ...(button.style === 'plain' ? {} : { style: button.style }),
    ...questionOf(button, card),
  };
}

/** A card's lists, side by side; what a person chooses is pressed like a button. */
export function selectRows({ selects = [] }: Card): readonly ActionsBlock[] {
  const elements = selects
    .filter(({ options }) => options.length > 0)
    .slice(0, LIMITS.rows)
    .map(nativeSelect);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** The likeliest choices, as many as a list takes, and always the one that is shown now. */
function nativeSelect({ label, options }: Select, index: number): StaticSelect {
  const first = options.slice(0, LIMITS.options);
  const chosen = options.find((one) => one.chosen === true);
  const isAmong = chosen === undefined || first.includes(chosen);
  const shown = isAmong ? first : [...first.slice(0, -1), chosen];
  const native = shown.map(({ id, label: name, hint }) => ({
    text: plain(name, LIMITS.optionLabel),
    value: id,
    ...(hint === undefined ? {} : { description: plain(hint, LIMITS.optionLabel) }),
  }));
  const initial = chosen && native[shown.indexOf(chosen)];
  return {
    type: 'static_select',
    // The chosen value carries the action; this id only has to differ within the message.
    action_id: `select:${index}`,
    placeholder: plain(label, LIMITS.placeholder),
    options: native,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** A picture that Slack holds as this file. */
export function pictureBlock(file: string, alt: string): ImageBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: shownText(alt, LIMITS.alt) };
}
