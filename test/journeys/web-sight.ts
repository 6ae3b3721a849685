import type { Page } from 'playwright-core';
import type { Seen } from './driver.ts';

/** What the page shows, message by message; `others` are the attempts that wait behind a slot's steps. */
export async function messagesOn(page: Page): Promise<readonly Seen[]> {
  const [shown, all] = await Promise.all([shownOn(page), storedFor(page)]);
  const byId = new Map(shown.map((one) => [one.id, one]));
  const known = new Set(all.map(({ id }) => id));
  const seen = [
    ...all.map((one) => byId.get(one.id) ?? one),
    ...shown.filter(({ id }) => !known.has(id)),
  ];
  // Ids sort by the time of posting.
  return seen.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** As people see it: pairs, and in their slots the attempts that are shown. */
function shownOn(page: Page): Promise<readonly Seen[]> {
  return page.locator('article.message:not(.private)').evaluateAll((articles) => {
    const textOf = (element: { readonly textContent: string | null } | null) =>
      element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    type Part = (typeof articles)[number];
    const buttonsIn = (element: Pick<Part, 'querySelectorAll'>, found: string) =>
      [...element.querySelectorAll(found)]
        .filter((one) => one.closest('.narrow') === null)
        .map((one) => ({
          id: one.getAttribute('data-id') ?? '',
          label: textOf(one.querySelector('.label') ?? one),
        }));
    /** The staged ratio, as other chats' buttons name it, and what its next segment sets. */
    const ratiosIn = (element: Pick<Part, 'querySelectorAll'>) =>
      [...element.querySelectorAll('.rail > .segments')].flatMap((group) => {
        const all = [...group.querySelectorAll('button')];
        const at = all.findIndex((one) => one.getAttribute('aria-pressed') === 'true');
        const next = all[(at + 1) % all.length];
        return [
          {
            id: next?.getAttribute('data-id') ?? '',
            label: all[at]?.getAttribute('aria-label') ?? '',
          },
        ];
      });
    const seen = (id: string, kind: Seen['kind'], rest: Omit<Seen, 'id' | 'kind'>): Seen => ({
      id,
      kind,
      ...rest,
    });
    return articles.flatMap((article) => {
      const slots = [...article.querySelectorAll('.slot')];
      const waiting = slots.filter((slot) => slot.id === '');
      const texts = [
        ...article.querySelectorAll(
          ':scope > h2, :scope > p, .pair-line > *, .pair-head p, .pair-head q, .votes p',
        ),
      ].map(textOf);
      const header = seen(article.id, 'header', {
        side: null,
        text: [...texts, ...slots.map((slot) => slot.getAttribute('aria-label') ?? '')].join('\n'),
        buttons: [
          ...waiting.flatMap((slot) => buttonsIn(slot, '.act[data-id]')),
          ...buttonsIn(article, '.votes [data-id], .buttons [data-id]'),
          ...buttonsIn(article, '.pair-details'),
        ],
        reactions: [],
      });
      const sides = slots
        .filter((slot) => slot.id !== '')
        .map((slot) =>
          seen(slot.id, slot.classList.contains('image') ? 'image' : 'ending', {
            side: slot.getAttribute('data-side') === 'A' ? 'A' : 'B',
            text: [...slot.querySelectorAll('.caption p, .why p, .work p')].map(textOf).join('\n'),
            buttons: [...buttonsIn(slot, '.act[data-id]'), ...ratiosIn(slot)],
            reactions: [...slot.querySelectorAll('.reaction')].map(textOf),
          }),
        );
      return [header, ...sides];
    });
  });
}

/** The same messages as the hub gives them to this person. */
function storedFor(page: Page): Promise<readonly Seen[]> {
  return page.evaluate(async () => {
    const answer: { readonly messages: readonly Stored[] } = JSON.parse(
      await (await fetch('/api/messages')).text(),
    );
    return answer.messages.map(
      ({ id, card, reactions }): Seen => ({
        id: `m-${id}`,
        kind: card.kind,
        side: card.side ?? null,
        text: [card.heading, ...card.lines.map(({ text }) => text)].join('\n'),
        buttons: card.rows.flat(),
        reactions: reactions.map(({ emoji, count }) => `${emoji} ${count}`),
      }),
    );
  });
}

interface Stored {
  readonly id: string;
  readonly card: {
    readonly kind: Seen['kind'];
    readonly side?: 'A' | 'B';
    readonly heading: string;
    readonly lines: readonly { readonly text: string }[];
    readonly rows: readonly Seen['buttons'][];
  };
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
}

/** Brings the attempt whose message has this id before the person's eyes, by the steps of its slot. */
export async function bringUp(page: Page, id: string): Promise<void> {
  if ((await page.locator(`#${id}`).count()) > 0) return;
  for (const slot of await page.locator('.slot').all()) {
    const back = slot.locator('.steps button').first();
    while ((await back.isVisible()) && (await back.isEnabled())) {
      await back.click();
      if ((await slot.getAttribute('id')) === id) return;
    }
  }
}
