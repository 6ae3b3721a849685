import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended } from '../web/hub.ts';
import { longChat } from './long-chat.ts';

const PAIRS = 1_000;

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
  await ended(driver.hub.url, await ask(driver.hub.url, 'a pair of many'));
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const headers = { 'X-Diptych-User': 'ben' };
const pairsOn = (page: Page) => page.locator('article.pair').count();

/** A page at the end of a chat of 1,000 pairs, after as many presses of "older". */
async function opened(older = 0): Promise<Page> {
  const page = await driver.open('you', { viewport: { width: 1280, height: 800 } });
  await longChat(page, PAIRS);
  await page.reload();
  await expect.poll(() => pairsOn(page), PATIENT).toBe(20);
  for (let turn = 0; turn < older; turn += 1) {
    const oldest = await page.locator('article.pair').first().getAttribute('id');
    await page.locator('.older').click();
    await expect
      .poll(() => page.locator('article.pair').first().getAttribute('id'), PATIENT)
      .not.toBe(oldest);
  }
  return page;
}

/** Counts the changes in the list of messages, by the pairs that they are in; '' for the list itself. */
async function changesWhile(
  page: Page,
  act: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  await page.evaluate(`
    window.changes = new Map();
    new MutationObserver((records) => {
      for (const { target } of records) {
        const at = target.parentElement?.closest('article')?.dataset.pair ?? '';
        changes.set(at, (changes.get(at) ?? 0) + 1);
      }
    }).observe(document.querySelector('.messages'), {
      subtree: true, childList: true, attributes: true, characterData: true,
    });`);
  await act();
  return new Map(await page.evaluate<[string, number][]>('[...changes]'));
}

describe('in a chat of 1,000 pairs', () => {
  it('the page holds sixty, however far one reads back, and finds the newest again', async () => {
    const page = await opened(5);
    expect(await pairsOn(page)).toBe(60);
    await page.locator('.newer').click();
    await expect.poll(() => page.locator('.messages').innerText(), PATIENT).toContain('of many');
    expect(await pairsOn(page)).toBe(60);
    await page.evaluate('scrollTo(0, 1000)');
    await page.getByRole('button', { name: 'Jump to newest' }).click();
    await expect.poll(() => pairsOn(page), PATIENT).toBe(20);
    expect(await page.locator('.newer').count()).toBe(0);
  });

  it('what somebody looks at stays where it is, with each page before and after it', async () => {
    const page = await opened(2);
    const middle = page.locator('article.pair').nth(2);
    await middle.evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const id = await middle.getAttribute('id');
    const top = () =>
      page.locator(`[id="${id}"]`).evaluate((one) => one.getBoundingClientRect().top);
    for (const button of ['.older', '.newer'] as const) {
      const before = await top();
      const first = await page.locator('article.pair').first().getAttribute('id');
      await page.locator(button).evaluate((one) => Reflect.get(one, 'click').call(one));
      await expect
        .poll(() => page.locator('article.pair').first().getAttribute('id'), PATIENT)
        .not.toBe(first);
      await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
      );
      expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(4);
    }
  });

  it('typing draws nothing of it again', async () => {
    const page = await opened(2);
    await page.locator('#composer').focus();
    const changes = await changesWhile(page, () => page.keyboard.type('a cat in a box size:por'));
    expect([...changes]).toEqual([]);
  });

  it('an arriving pair draws itself, and nothing of the others', async () => {
    const page = await opened(2);
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    let id = '';
    const changes = await changesWhile(page, async () => {
      const asked = await call(driver.hub.url, '/api/generate', {
        headers,
        body: { prompt: 'one more' },
      });
      id = asked.json.batch_id;
      const pair = page.locator('article.pair', { hasText: 'one more' });
      await pair.locator('.slot.image').nth(1).waitFor();
    });
    expect([...changes.keys()].toSorted()).toEqual(['', id]);
    // The list grows by the pair; a line of mark-up at each end may come with it.
    expect(changes.get('')).toBeLessThan(10);
  });
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
