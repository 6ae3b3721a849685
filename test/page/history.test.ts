import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { daysOf } from '../../src/bots/web/page/history/state.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { call, ended } from '../web/hub.ts';
import { violations } from './axe.ts';

/** More than the two pages of ten that fill a screen. */
const PAIRS = 23;
const headers = { 'X-Diptych-User': 'collector' };

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
  for (let n = 0; n < PAIRS; n += 1) {
    const prompt = n === 1 ? 'a red boat #fail-b' : `a ${n % 2 === 0 ? 'grey' : 'blue'} house ${n}`;
    const asked = await call(driver.hub.url, '/api/generate', { headers, body: { prompt } });
    await ended(driver.hub.url, asked.json.batch_id);
  }
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const historyOf = (page: Page) => page.getByRole('dialog', { name: 'Your pairs' });
const prompts = (page: Page) => historyOf(page).locator('.history-prompt').allInnerTexts();
const status = (page: Page) => historyOf(page).getByRole('status');
const search = (page: Page) =>
  historyOf(page).getByRole('searchbox', { name: 'Search the prompts' });

async function opened(options: Parameters<WebDriver['open']>[1] = {}): Promise<Page> {
  const page = await driver.open('collector', options);
  await page.getByRole('button', { name: 'History' }).click();
  await expect.poll(() => status(page).innerText(), PATIENT).toBe('20 pairs, and more');
  return page;
}

describe('the history', () => {
  it('shows one’s own pairs, newest first, each with both of its pictures', async () => {
    const page = await opened();
    const shown = await prompts(page);
    expect(shown).toHaveLength(20);
    expect(shown.slice(0, 2)).toEqual(['a grey house 22', 'a blue house 21']);
    expect(await historyOf(page).getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Today',
    ]);
    const first = historyOf(page).locator('.history-entry').first();
    const widths = () =>
      first
        .locator('img')
        .evaluateAll((all) => all.map((one) => Number(Reflect.get(one, 'naturalWidth'))));
    await expect.poll(widths, PATIENT).toEqual([320, 320]);
  });

  it('goes on with older ones below, and says what has no picture', async () => {
    const page = await opened();
    await historyOf(page).getByRole('button', { name: 'Show older pairs' }).click();
    await expect.poll(() => status(page).innerText(), PATIENT).toBe('23 pairs');
    expect((await prompts(page)).slice(-2)).toEqual(['a red boat #fail-b', 'a grey house 0']);
    expect(await historyOf(page).getByRole('button', { name: 'Show older pairs' }).count()).toBe(0);
    const none = historyOf(page).getByRole('img', { name: 'B: no picture' });
    expect(await none.count()).toBe(1);
    expect(await none.getAttribute('title')).toBe('B: the provider failed. Retry can help.');
  });

  it('is searched by words, in any order, for who types', async () => {
    const page = await opened();
    expect(await search(page).evaluate((one) => one === one.ownerDocument.activeElement)).toBe(
      true,
    );
    await page.keyboard.type('boat red');
    await expect.poll(() => prompts(page), PATIENT).toEqual(['a red boat #fail-b']);
    await expect.poll(() => status(page).innerText(), PATIENT).toBe('1 pair');
    await search(page).fill('a house on the moon');
    await expect
      .poll(() => status(page).innerText(), PATIENT)
      .toBe('No prompt of yours has “a house on the moon”.');
    await search(page).fill('');
    await expect.poll(() => status(page).innerText(), PATIENT).toBe('20 pairs, and more');
  });

  it('shows what the newest words found, when the answers overtake each other', async () => {
    const page = await opened();
    const held = Promise.withResolvers<void>();
    await page.route('**/api/history?q=boat', async (route) => {
      await held.promise;
      await route.continue();
    });
    const late = page.waitForResponse('**/api/history?q=boat');
    const asked = page.waitForRequest('**/api/history?q=boat');
    await search(page).fill('boat');
    await asked;
    await search(page).fill('grey house 22');
    await expect.poll(() => prompts(page), PATIENT).toEqual(['a grey house 22']);
    held.resolve();
    await (await late).finished();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
    expect(await prompts(page)).toEqual(['a grey house 22']);
  });

  it('leads to the pair in the chat, which is loaded for it', async () => {
    const page = await opened();
    await search(page).fill('red boat');
    await expect.poll(() => prompts(page), PATIENT).toEqual(['a red boat #fail-b']);
    const entry = historyOf(page).locator('a.history-entry');
    const id = (await entry.getAttribute('href'))?.slice(1) ?? '';
    expect(await page.locator(`[id="${id}"]`).count()).toBe(0);
    await entry.click();
    await historyOf(page).waitFor({ state: 'detached' });
    await page.locator(`[id="${id}"]`, { hasText: 'a red boat' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id'), PATIENT).toBe(id);
  });

  it('opens by its command, with the words behind it, and gives the focus back', async () => {
    const page = await driver.open('collector');
    await page.locator('#composer').fill('/diptych history boat');
    await page.locator('#composer').press('Enter');
    await expect.poll(() => prompts(page), PATIENT).toEqual(['a red boat #fail-b']);
    expect(await search(page).inputValue()).toBe('boat');
    // The first Escape empties a search field, as everywhere in this browser.
    await page.keyboard.press('Escape');
    await expect.poll(() => prompts(page), PATIENT).toHaveLength(20);
    await page.keyboard.press('Escape');
    await historyOf(page).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('composer');
    expect(await page.locator('#composer').inputValue()).toBe('');
  });

  it('says when the hub cannot be reached, and asks again on demand', async () => {
    const page = await driver.open('collector');
    await page.route('**/api/history?*', (route) => route.abort(), { times: 1 });
    await page.getByRole('button', { name: 'History' }).click();
    await expect
      .poll(() => status(page).innerText(), PATIENT)
      .toBe('That did not reach the hub. Please try again.');
    await historyOf(page).getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => status(page).innerText(), PATIENT).toBe('20 pairs, and more');
  });

  it('of who has asked for nothing says so', async () => {
    const page = await driver.open('newcomer');
    await page.getByRole('button', { name: 'History' }).click();
    await expect
      .poll(() => status(page).innerText(), PATIENT)
      .toBe('You have asked for no pair yet.');
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 800 } }],
    ['on a small phone', { viewport: { width: 360, height: 640 } }],
  ] as const)(
    'has no accessibility violations, and fits its screen (%s)',
    async (_name, options) => {
      const page = await opened({ ...options });
      expect(await violations(page)).toEqual([]);
      const fits = await historyOf(page).evaluate((one) => [
        one.scrollWidth <= one.clientWidth,
        [...one.querySelectorAll('*')].every(
          (part) => part.getBoundingClientRect().right <= one.clientWidth,
        ),
      ]);
      expect(fits).toEqual([true, true]);
    },
  );
});

it('entries stand under the days of the reader’s own clock', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  const entries = [at(29, 0), at(28, 23), at(28, 1), at(26, 12)].map((time, n) => ({
    batch_id: `p${n}`,
    at: time,
  }));
  expect(daysOf(entries).map((day) => [day.at, day.entries.map((one) => one.batch_id)])).toEqual([
    [at(29, 0), ['p0']],
    [at(28, 0), ['p1', 'p2']],
    [at(26, 0), ['p3']],
  ]);
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
