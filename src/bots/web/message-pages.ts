import { UserError } from '../../core/words/user-error.ts';
import type { PagePlace, ChatPage } from './pair-pages.ts';
import type { WebMessages } from './web-messages.ts';

/** Messages on a page. */
const PAGE = 50;

/** A page of messages before one, or the newest of all. Throws a `UserError` for a message that is not there. */
export function messagePage(
  messages: WebMessages,
  channel: string,
  { before }: Pick<PagePlace, 'before'>,
): ChatPage {
  if (before !== undefined && messages.get(before) === undefined) {
    throw new UserError('cursor_unknown');
  }
  const found = messages.page(channel, before ?? null, PAGE + 1);
  return { messages: found.slice(-PAGE), more: found.length > PAGE, newer: before !== undefined };
}
