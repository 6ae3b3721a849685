import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { aPicture } from '../pictures.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { drawerOf, expectText } from './page-acts.ts';
import { webDriver, type WebDriver } from './web-driver.ts';

describe('a refused side on the page', () => {
  let vendor: FakeGemini;
  let driver: WebDriver;
  let page: Page;
  beforeAll(async () => {
    vendor = await FakeGemini.start();
    driver = await webDriver(settingsFor('gemini', vendor));
    page = await driver.open('you');
  });
  afterAll(async () => {
    await driver.close();
    await vendor.close();
  });

  const send = async (line: string) => {
    await page.locator('#composer').fill(line);
    await page.locator('#composer').press('Enter');
  };
  /** Presses a button as people do who have no mouse. */
  const byKey = async (where: string, label: string) => {
    const button = page.locator(where).last().locator('button', { hasText: label });
    await button.focus();
    await page.keyboard.press('Enter');
  };

  it('is rewritten with the keyboard alone, and shows a wording as text', async () => {
    const rewrite = '<img src=x onerror="document.title=1"> a calm cat';
    vendor.texts.next('rewrite', { value: { rewrite } });
    await send('a cat #block-a model:Sample');
    await page.locator('.slot.ending', { hasText: 'Rewrite & retry' }).waitFor();
    await byKey('.slot.ending', 'Rewrite & retry');
    await expectText(drawerOf(page).locator('q'), rewrite);
    expect(await page.locator('.drawer-page').count()).toBe(1);
    await byKey('.drawer-page', 'Send');
    await expectText(drawerOf(page), 'It was sent: A · 2nd');
    await page.locator('.slot.image', { hasText: 'A · 2nd' }).waitFor();
    expect(await page.title()).toBe('Diptych');
    expect(driver.complaints).toEqual([]);
  });

  it('is edited without one of the images that were attached', async () => {
    const files = ['street.png', 'face.png'].map(async (name, index) => {
      const buffer = Buffer.from(await aPicture(index === 0 ? 'png' : 'jpeg'));
      return { name, mimeType: 'image/png', buffer };
    });
    await page.locator('input[type=file]').setInputFiles(await Promise.all(files));
    await page.locator('.attachments img').nth(1).waitFor();
    await send('a chair #block-a model:Sample');
    const card = page.locator('.slot.ending', { hasText: 'blocked' }).last();
    await page.locator('article.header q', { hasText: 'a chair' }).waitFor();
    await expectText(page.locator('.slot.ending'), 'Rewrite & retry');
    await card.locator('.rail > .edit button').click();
    const form = drawerOf(page).locator('form');
    await expectText(form.locator('.about'), 'neutral words');
    await form.locator('[name=prompt]').fill('a chair');
    await form.getByLabel('face.png').focus();
    await page.keyboard.press('Space');
    await form.locator('button.primary').press('Enter');
    const image = page.locator('.slot.image', { hasText: 'A · 2nd' }).last();
    await expectText(page.locator('.slot.image'), 'Edited: a chair');
    await image.locator('.dots').click();
    await image.locator('.act.details').click();
    await expectText(drawerOf(page), 'yours: street.png');
    expect(await drawerOf(page).innerText()).not.toContain('face.png');
    expect(driver.complaints).toEqual([]);
  });
});
