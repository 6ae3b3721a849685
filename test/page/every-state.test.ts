import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drawerOf, toastOf } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { overflowing, violations } from './axe.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const UNBROKEN = 'unbroken'.repeat(40);
const pairOf = (page: Page, prompt: string) =>
  page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) }).last();

/** Asks for it, and waits until both of its sides have ended. */
async function both(page: Page, line: string): Promise<Locator> {
  const pairs = page.locator('article.pair');
  const newest = () => pairs.evaluateAll((all) => all.at(-1)?.id);
  const before = await newest();
  await say(page, line);
  await expect.poll(newest, PATIENT).not.toBe(before);
  const pair = pairs.last();
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

/** What a page can look like, each from its beginning. */
const STATES: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
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
    'a pair that is refused',
    async (page) => {
      await say(page, 'an explicit nude cat');
      await page.locator('.quiet-end, .why').nth(1).waitFor();
    },
  ],
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
      await pair.getByRole('button', { name: 'Undo' }).waitFor();
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

describe.each([
  {
    look: 'light, on a desk',
    options: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
    // The same desk at 200 %.
    smaller: { width: 640, height: 400 },
  },
  {
    look: 'dark, on a phone',
    options: { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
    smaller: { width: 360, height: 640 },
  },
] as const)('$look', ({ options, smaller }) => {
  it.each(STATES)(
    '%s has no violations, and nothing is wider than the screen',
    async (_name, reach) => {
      const page = await driver.open('you', { ...options });
      await reach(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      await page.setViewportSize(smaller);
      expect(await overflowing(page)).toEqual([]);
    },
  );
});

it('no script broke, and no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
