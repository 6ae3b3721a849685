import type { Locator, Page } from 'playwright-core';
import { drawerOf, toastOf } from '../journeys/page-acts.ts';

const UNBROKEN = 'unbroken'.repeat(40);
const pairOf = (page: Page, prompt: string) =>
  page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) }).last();

/** Asks for it, and waits until both of its sides have ended. */
async function both(page: Page, line: string): Promise<Locator> {
  const before = await page.evaluate<string | undefined>(
    `[...document.querySelectorAll('article.pair')].at(-1)?.id`,
  );
  await say(page, line);
  const newer = before === undefined ? '' : `[id="${before}"] ~ `;
  const pair = page.locator(`${newer}article.pair`).last();
  await pair.locator('.slot.image, .slot.ending, .quiet-end').nth(1).waitFor();
  return pair;
}

async function say(page: Page, line: string): Promise<void> {
  await page.locator('#composer').fill(line);
  await page.locator('#composer').press('Enter');
}

/** What a button of a side answers, behind "⋯" or beside the picture. */
async function press(pair: Locator, action: string): Promise<void> {
  const button = pair.locator(`.act.${action}:not(.narrow *)`).first();
  if (!(await button.isVisible())) await pair.locator('.dots').first().click();
  const narrow = pair.locator(`.narrow .act.${action}`).first();
  await ((await button.isVisible()) ? button : narrow).click();
}

/** What a page can look like: each by its name, and how one gets there from a page that has just been opened. */
export const STATES: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  [
    'a pair that is being made',
    async (page) => {
      await say(page, 'a slow cat #slow-a #slow-b');
      await pairOf(page, 'a slow cat').locator('.work').nth(1).waitFor();
    },
  ],
  [
    'a pair with both images, one of them liked, and voted on',
    async (page) => {
      const pair = await both(page, 'a finished cat');
      await pair.locator('.act.like').first().click();
      await pair.locator('.act.like[aria-pressed=true]').waitFor();
      await pair.locator('.vote').first().click();
      await pair.locator('.vote[aria-pressed=true]').waitFor();
    },
  ],
  ['a failed side beside a blocked one', (page) => both(page, 'a sad cat #fail-a #block-b')],
  [
    'a side with a second attempt',
    async (page) => {
      const pair = await both(page, 'a cat again');
      await press(pair, 'reroll');
      await pair.getByText('2 / 2').first().waitFor();
    },
  ],
  ['a prompt without a space', (page) => both(page, UNBROKEN)],
  ['a prompt from right to left', (page) => both(page, 'قطة على السطح في الليل')],
  ['a long prompt', (page) => both(page, `a cat ${'and another one '.repeat(40)}`)],
  [
    'an image about to be deleted',
    async (page) => {
      const pair = await both(page, 'a leaving cat');
      await press(pair, 'delete');
      await pair.locator('.undo').waitFor();
    },
  ],
  [
    'an open menu of a side',
    async (page) => {
      const pair = await both(page, 'a cat with a menu');
      await pair.locator('.dots').first().click();
      await pair.locator('.menu:popover-open').waitFor();
    },
  ],
  [
    'an open menu of a pair',
    async (page) => {
      const pair = await both(page, 'a pair with a menu');
      await pair.locator('.pair-more').click();
      await pair.locator('.menu:popover-open').waitFor();
    },
  ],
  ...(['details', 'feedback', 'promote', 'edit'] as const).map(
    (action) =>
      [
        `what ${action} opens`,
        async (page: Page) => {
          await press(await both(page, `a cat for ${action}`), action);
          await drawerOf(page).waitFor();
        },
      ] as const,
  ),
  ...(['help', 'credits', 'likes', 'models', 'pool', 'review', 'costs', 'settings'] as const).map(
    (word) =>
      [
        `the answer to /diptych ${word}`,
        async (page: Page) => {
          await say(page, `/diptych ${word}`);
          await drawerOf(page).waitFor();
        },
      ] as const,
  ),
  [
    'a refusal',
    async (page) => {
      await say(page, '/generate a cat tier:gold');
      await toastOf(page).waitFor();
    },
  ],
  [
    'a lost connection',
    async (page) => {
      await page.context().setOffline(true);
      await page.route('**/api/**', (route) => route.abort());
      await say(page, '/diptych help');
      await toastOf(page).waitFor();
    },
  ],
];
