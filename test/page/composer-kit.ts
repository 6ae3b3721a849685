import type { BrowserContext, Page } from 'playwright-core';
import { vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
export const boxOf = (page: Page) => page.locator('#composer');
export const chip = (page: Page, option: string) => page.locator(`#chip-${option}`);
export const choice = (page: Page, name: string) =>
  page.locator('.chip-menu').getByRole('option', { name });
export const focused = (page: Page) => page.evaluate('document.activeElement?.id ?? ""');
export const eventually = (look: () => Promise<void>) => vi.waitFor(look, PATIENT);

/** The bodies of the requests for pairs that the page sends from now on. */
export function asksOf(page: Page): Readonly<Record<string, unknown>>[] {
  const bodies: Readonly<Record<string, unknown>>[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/generate') bodies.push(request.postDataJSON());
  });
  return bodies;
}

export async function choose(page: Page, option: string, name: string): Promise<void> {
  await chip(page, option).click();
  await choice(page, name).click();
}

export async function attach(page: Page, ...names: readonly string[]): Promise<void> {
  const buffer = Buffer.from(await aPicture());
  const files = names.map((name) => ({ name, mimeType: 'image/png', buffer }));
  await page.locator('input[type=file]').setInputFiles(files);
  await page
    .locator('.attachments img')
    .nth(names.length - 1)
    .waitFor();
}

/** Drags a file over the page, as a system does. */
export async function dragOver(page: Page, kind: string): Promise<void> {
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'a.png'));
    const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(${JSON.stringify(kind)}, event));
  })()`);
}

/** Another tab of the same browser. */
export async function another(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.credits time, .credits span').first().waitFor({ state: 'attached' });
  return page;
}
