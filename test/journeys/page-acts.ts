import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { PATIENT } from '../patient.ts';

/** Asks for a pair; the side whose image is to be seen first, as soon as it is. */
export async function generate(page: Page, prompt: string, options = '') {
  await page.locator('#composer').fill(`${prompt} ${options}`);
  await page.locator('#composer').press('Enter');
  const pair = page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) }).last();
  const first = pair.locator('.slot.image').first();
  await first.waitFor();
  // The other side may come before it in the page.
  return pair.locator(`.slot[data-side="${await first.getAttribute('data-side')}"]`);
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
