import type { Page } from 'playwright-core';

interface Message {
  readonly id: string;
  readonly batch_id: string | null;
  readonly generation: string | null;
}

interface ChatPage {
  readonly messages: readonly Message[];
  readonly pairs: readonly { readonly batch_id: string }[];
}

/** As many pairs as the hub gives on a page. */
const PAGE = 20;

/**
 * Gives the page a chat of `count` pairs: its newest pair, which must be there, again and again under other ids. What comes by
 * events comes after them.
 */
export async function longChat(page: Page, count: number): Promise<void> {
  await page.route('**/api/messages?*', async (route) => {
    const asked = new URL(route.request().url());
    const at = (name: string) => {
      const id = asked.searchParams.get(name);
      return id === null ? null : Number(id.slice(1, 7));
    };
    const before = at('before') ?? count;
    const after = at('after');
    const first = after === null ? Math.max(0, before - PAGE) : after + 1;
    const last = after === null ? before : Math.min(count, first + PAGE);
    const response = await route.fetch({ url: `${asked.origin}/api/messages?whole=pairs` });
    const real: ChatPage = JSON.parse(await response.text());
    const copies = Array.from({ length: last - first }, (_, n) => copyOf(real, first + n));
    await route.fulfill({
      json: {
        ...real,
        messages: copies.flatMap(({ messages }) => messages),
        pairs: copies.flatMap(({ pairs }) => pairs),
        more: first > 0,
        newer: last < count,
      },
    });
  });
}

/** The newest pair with its messages, under ids of its own. */
function copyOf({ messages, pairs }: ChatPage, n: number): ChatPage {
  const pair = pairs.at(-1);
  const own = messages.filter((one) => one.batch_id === pair?.batch_id);
  const ids = own.flatMap(({ id, generation }) => [id, generation ?? id]);
  let text = JSON.stringify({ messages: own, pairs: [pair] });
  for (const id of new Set([pair?.batch_id ?? '', ...ids])) {
    text = text.replaceAll(id, `0${String(n).padStart(6, '0')}${id.slice(7)}`);
  }
  return JSON.parse(text);
}
