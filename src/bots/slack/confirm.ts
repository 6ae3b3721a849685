import type { ConfirmationDialog } from '@slack/types';
import { cut } from '../../core/base/text.ts';
import { type Action, decodeAction, encodeAction } from '../../core/chat/action.ts';
import type { Button, Card } from '../../core/chat/card.ts';
import { type Sentences, words } from '../../core/words/words.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** UTF-16 units of a name in a question. */
const MAX_NAME = 80;

/** What a button has in addition when Slack asks before it sends the press. */
interface Question {
  /** The action after the question, where it has one of its own. */
  readonly action_id?: string;
  readonly confirm?: ConfirmationDialog;
}

/** The question before a button that takes something away from everybody; nothing for other buttons. */
export function questionOf({ id, label }: Button, { heading, locale = 'en' }: Card): Question {
  const action = decodeAction(id);
  const say = words(locale);
  const name = cut(heading, MAX_NAME);
  if (action?.type === 'delete') return deletion(action, name, say);
  if (action?.type !== 'pool_remove') return {};
  return { confirm: dialog(label, say.slack_remove_ask(name), say.pool_remove(), say) };
}

/** The press is the answer to the question at once: the core's own card for it is not needed. */
function deletion(
  { generation }: Extract<Action, { generation: string }>,
  name: string,
  say: Sentences,
): Question {
  return {
    action_id: encodeAction({ type: 'delete_confirm', generation }),
    confirm: dialog(say.delete_heading(name), say.delete_ask(), say.delete_confirm(), say),
  };
}

function dialog(title: string, text: string, yes: string, say: Sentences): ConfirmationDialog {
  return {
    title: plain(title, LIMITS.confirmTitle),
    text: plain(text, LIMITS.confirmText),
    confirm: plain(yes, LIMITS.confirmButton),
    deny: plain(say.slack_keep(), LIMITS.confirmButton),
    style: 'danger',
  };
}
