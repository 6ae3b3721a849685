import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { violations } from '../page/axe.ts';
import { PATIENT } from '../patient.ts';
import { call, ended } from '../web/hub.ts';
import { drawerOf, expectText, generate, toastOf } from './page-acts.ts';
import { webDriver, type WebDriver } from './web-driver.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const someImage = (page: Page) => page.locator('.slot.image').last();

describe('the first-run message', () => {
  it('has three prompts to click; the third shows a failure with its Retry', async () => {
    const page = await driver.open('newcomer');
    const welcome = page.locator('article', { hasText: 'Welcome to Diptych' });
    expect(await welcome.locator('button').count()).toBe(3);
    await welcome.locator('button').nth(2).click();
    await page.locator('.slot.ending .act.retry').first().waitFor();
    await page.locator('.slot.image').first().waitFor();
  });
});

describe('the chat', () => {
  it('shows what people wrote as text, whatever it is', async () => {
    const page = await driver.open('you');
    const prompt = '<img src=x onerror="document.title=1"> **bold** @everyone <!channel>';
    await generate(page, prompt);
    expect(await page.title()).toBe('Diptych');
    expect(await page.locator('article.header q').last().innerText()).toBe(prompt);
  });

  it('reserves an image’s place before it has come, so that nothing jumps', async () => {
    const page = await driver.open('you');
    const message = await generate(page, 'a place kept', 'size:landscape');
    const image = message.locator('.picture img');
    expect([await image.getAttribute('width'), await image.getAttribute('height')]).toEqual([
      '1344',
      '896',
    ]);
  });

  it('enlarges an image, zooms, and downloads it', async () => {
    const page = await driver.open('you');
    const image = await generate(page, 'something to look at');
    await image.locator('.picture').click();
    const box = page.locator('dialog.compare');
    await box.waitFor();
    await box.getByRole('button', { name: 'Zoom in (+)' }).press('Enter');
    await expectText(box.locator('.percent'), '150 %');
    const coming = page.waitForEvent('download');
    await box.getByRole('link', { name: 'Download A (D)' }).click();
    expect((await coming).suggestedFilename()).toMatch(/^diptych-.*\.png$/);
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
  });

  it('is used by keyboard alone: ask, press a button, fill a form', async () => {
    const page = await driver.open('you');
    await page.locator('#composer').focus();
    await page.keyboard.type('a cat by keyboard');
    await page.keyboard.press('Enter');
    const pair = page.locator('article.pair', { hasText: 'a cat by keyboard' });
    // Its own image: until the request is answered, the composer takes the focus back.
    await pair.locator('.slot.image').first().waitFor();
    await pair.locator('.rail > .edit button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.drawer textarea').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
  });

  it('says when the connection is lost, comes back, and has missed nothing', async () => {
    const other = await webDriver();
    try {
      const page = await other.open('you');
      const again = await other.hub.restart(async () => {
        await page.locator('.lost').waitFor();
      });
      const { json } = await call(again.url, '/api/generate', { body: { prompt: 'unseen' } });
      expect(json.batch_id).toBeDefined();
      await page.locator('article.header', { hasText: 'unseen' }).waitFor();
      await page.locator('.lost').waitFor({ state: 'detached' });
    } finally {
      await other.close();
    }
  });

  it('marks what came while nobody looked up here, and jumps to it', async () => {
    const page = await driver.open('you');
    await generate(page, 'one for the scroll');
    const asked = page.locator('article.header', { hasText: 'one for the scroll' });
    await asked.locator('p', { hasText: 'Which is better?' }).waitFor();
    // Again, when the page follows the chat once more before it knows of the scrolling.
    await vi.waitFor(async () => {
      await page.evaluate('scrollTo(0, 0)');
      expect(await page.locator('.newest').isVisible()).toBe(true);
    }, PATIENT);
    const ben = await driver.open('ben');
    await generate(ben, 'something new');
    await page.locator('.unread').waitFor({ state: 'attached' });
    expect(await page.locator('.unread + article').innerText()).toContain('something new');
    const other = page.locator('article.header', { hasText: 'something new' });
    await other.locator('p', { hasText: 'Which is better?' }).waitFor();
    await page.locator('.newest').click();
    await page.locator('.newest').waitFor({ state: 'hidden' });
    await page.locator('.unread').waitFor({ state: 'detached' });
  });

  it('shows two tabs of one person the same truth', async () => {
    const one = await driver.open('you');
    const two = await driver.open('you');
    const image = await generate(one, 'for two tabs');
    const id = await image.getAttribute('id');
    await two.locator(`#${id}`).waitFor();
    await one.locator(`#${id} .rail > .tone button[aria-pressed="false"]`).first().click();
    await two.locator(`#${id} .rail > .regenerate button`).waitFor();
  });

  it('puts the slow side beside its twin, whatever came in between', async () => {
    const page = await driver.open('you');
    const image = await generate(page, 'apart at first #slow-a');
    const id = await image.getAttribute('id');
    await generate(page, 'in between');
    const pair = page.locator('article.pair', { has: page.locator(`#${id}`) });
    await pair.locator('[data-side=A] img').waitFor();
    expect(await pair.locator('.slot img').count()).toBe(2);
  });

  it('pages through the images that one likes', async () => {
    const headers = { 'X-Diptych-User': 'collector' };
    for (let n = 0; n < 6; n += 1) {
      const body = { prompt: `pair ${n} to be liked` };
      const asked = await call(driver.hub.url, '/api/generate', { headers, body });
      const { sides } = await ended(driver.hub.url, asked.json.batch_id);
      for (const side of ['A', 'B'] as const) {
        const like = { message_id: sides[side].message_id, emoji: '❤️', present: true };
        await call(driver.hub.url, '/api/reactions', { headers, body: like });
      }
    }
    const page = await driver.open('collector');
    await page.locator('#composer').fill('/diptych likes');
    await page.locator('#composer').press('Enter');
    const gallery = drawerOf(page);
    await gallery.locator('button', { hasText: 'More' }).waitFor();
    expect(await gallery.locator('.pictured img').count()).toBe(10);
    await gallery.locator('button', { hasText: 'More' }).click();
    // The next page takes the place of the one before.
    await expect.poll(() => gallery.locator('.pictured img').count(), PATIENT).toBe(2);
  });

  it('speaks Korean to a Korean browser', async () => {
    const page = await driver.open('you', { locale: 'ko-KR' });
    expect(await page.locator('#composer').getAttribute('placeholder')).toContain('어떤 그림');
    await page.locator('#composer').fill('/diptych credits');
    await page.locator('#composer').press('Enter');
    await expectText(drawerOf(page), '내 크레딧');
  });

  it('pages through older messages', async () => {
    const seen = (await call(driver.hub.url, '/api/messages')).json;
    const page = await driver.open('you');
    if (!seen.more) for (let n = 0; n < 20; n += 1) await generate(page, `filling ${n}`);
    await page.reload();
    await page.locator('.older').waitFor();
    const before = await page.locator('article.message').count();
    await page.locator('.older').click();
    await vi.waitFor(async () => {
      expect(await page.locator('article.message').count()).toBeGreaterThan(before);
    }, PATIENT);
  });
});

describe('at phone width', () => {
  it('both sides are to be seen beside each other', async () => {
    const page = await driver.open('you', { viewport: { width: 390, height: 800 } });
    await generate(page, 'a cat on a phone');
    const pair = page.locator('article.pair', { hasText: 'a cat on a phone' });
    const boxes = await Promise.all(
      ['A', 'B'].map((side) => pair.locator(`[data-side=${side}] .stage`).boundingBox()),
    );
    const [a, b] = boxes.map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 });
    expect(a?.y).toBe(b?.y);
    expect((a?.x ?? 0) + (a?.width ?? 0)).toBeLessThan(b?.x ?? 0);
    expect((b?.x ?? 0) + (b?.width ?? 0)).toBeLessThan(390);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
  });
});

describe('a hub with a token', () => {
  it('asks for it, and then shows the chat', async () => {
    const other = await webDriver({ API_TOKEN: 'a-token-of-some-length' });
    try {
      const page = await (await other.browser.newContext()).newPage();
      await page.goto(other.hub.url);
      await page.locator('.sign-in input:focus').waitFor();
      await page.locator('.sign-in input').fill('not-the-token-at-all');
      await page.locator('.sign-in button').click();
      await expectText(toastOf(page), 'That is not the API token of this hub.');
      await page.locator('.sign-in input').fill('a-token-of-some-length');
      await page.locator('.sign-in button').click();
      await page.locator('article', { hasText: 'Welcome to Diptych' }).waitFor();
      expect(await page.locator('.bar select').count()).toBe(0);
    } finally {
      await other.close();
    }
  });
});

describe('for everybody', () => {
  const looks = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 800 } }],
  ] as const;

  it.each(looks)(
    'the page has no accessibility violations (%s)',
    async (_name, options) => {
      const page = await driver.open('you', { ...options });
      await someImage(page).waitFor();
      await page.locator('#composer').fill('/diptych help');
      await page.locator('#composer').press('Enter');
      await drawerOf(page).waitFor();
      expect(await violations(page)).toEqual([]);
      await drawerOf(page).locator('.close').click();
      await someImage(page).locator('.dots').click();
      expect(await violations(page)).toEqual([]);
      await someImage(page).locator('.act.feedback').click();
      await page.locator('.drawer form').waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );

  it('the first paint needs under 100 KB compressed', async () => {
    const page = await driver.open('you');
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((one) => one.name),
    );
    const own = [driver.hub.url, ...loaded.filter((one) => one.includes('/app/'))];
    expect(own.length).toBeGreaterThan(10);
    let bytes = 0;
    for (const url of own) bytes += gzipSync((await call(url, '')).text).length;
    expect(bytes).toBeLessThan(100 * 1024);
  });

  it('no script broke, nothing left the hub, no policy was hurt', () => {
    expect(driver.complaints).toEqual([]);
  });
});
