import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { PATIENT } from '../patient.ts';

/** Asks for a pair; its first image, as soon as it is to be seen. */
export async function generate(page: Page, prompt: string, options = '') {
  await page.locator('#composer').fill(`${prompt} ${options}`);
  await page.locator('#composer').press('Enter');
  const header = page.locator('article.header', { has: page.locator('q', { hasText: prompt }) });
  await header.last().waitFor();
  const image = header.last().locator('xpath=following::article[contains(@class, "image")][1]');
  await image.waitFor();
  return image;
}

/** Waits until what the locator finds says the text. */
export async function expectText(
  locator: ReturnType<Page['locator']>,
  text: string,
): Promise<void> {
  await vi.waitFor(async () => {
    expect((await locator.allInnerTexts()).join('\n')).toContain(text);
  }, PATIENT);
}

/** What only this person sees: the page of the drawer that is shown. */
export function drawerOf(page: Page) {
  return page.locator('.drawer-page:not([inert])');
}

/** The sentence that this person was told last. */
export function toastOf(page: Page) {
  return page.locator('.toast[data-shown] p');
}
