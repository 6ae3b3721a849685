import { compareTs, type HistoryPage, type SeenMessage, type Span } from './history.ts';

/** Pages of one span, of at most 200 messages. */
const MAX_PAGES = 10;

export type AskPage = (span: Span, cursor: string | null) => Promise<HistoryPage>;

/**
 * The message and those after it, none left out between, as many as a few pages hold. Slack may give the newest page first: a
 * span that is too long for that is asked for again, shorter.
 */
export async function messagesFrom(
  ask: AskPage,
  messageId: string,
): Promise<readonly SeenMessage[]> {
  let span: Span = { oldest: messageId };
  for (;;) {
    const { pages, isWhole } = await pagesOf(ask, span);
    const all = pages.flat().filter(({ ts }) => compareTs(ts, messageId) >= 0);
    if (isWhole || isAscending(pages)) return all;
    const middle = between(messageId, oldestOf(all));
    // A span of one moment cannot be cut: what it holds is all there is to be read.
    if (middle === messageId || middle === span.latest) return all;
    span = { oldest: messageId, latest: middle };
  }
}

async function pagesOf(
  ask: AskPage,
  span: Span,
): Promise<{ readonly pages: readonly (readonly SeenMessage[])[]; readonly isWhole: boolean }> {
  const pages: (readonly SeenMessage[])[] = [];
  let cursor: string | null = null;
  while (pages.length < MAX_PAGES) {
    const page: HistoryPage = await ask(span, cursor);
    pages.push(page.messages);
    cursor = page.next;
    if (cursor === null) return { pages, isWhole: !page.isCut };
  }
  return { pages, isWhole: false };
}

/** Whether later pages hold later messages. */
function isAscending(pages: readonly (readonly SeenMessage[])[]): boolean {
  const [first = [], ...others] = pages;
  const last = others.findLast((page) => page.length > 0) ?? [];
  return compareTs(oldestOf(first), oldestOf(last)) < 0;
}

function oldestOf(messages: readonly SeenMessage[]): string {
  return messages.map(({ ts }) => ts).toSorted(compareTs)[0] ?? '0';
}

/** Halfway from one time to another, as Slack writes it. */
function between(from: string, to: string): string {
  const middle = (Number(from) + Number(to)) / 2;
  return middle > Number(from) ? middle.toFixed(6) : from;
}
