/** Draws docs/images/chat-*.png: the web chat in light, in dark, and on a phone, from a real hub. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { webDriver } from '../test/journeys/web-driver.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'images');
const LOOKS: readonly (readonly [string, Parameters<Browser['newContext']>[0]])[] = [
  ['chat-light.png', { viewport: { width: 1000, height: 860 }, colorScheme: 'light' }],
  ['chat-dark.png', { viewport: { width: 1000, height: 860 }, colorScheme: 'dark' }],
  ['chat-phone.png', { viewport: { width: 390, height: 760 }, colorScheme: 'light' }],
];

const driver = await webDriver();
try {
  const seat = await driver.seat('you');
  await seat.say('/generate a perfume bottle on a stone, vivid size:landscape');
  const page = await driver.open('you');
  await page.locator('article', { hasText: 'Which is better?' }).waitFor();
  for (const [file, options] of LOOKS) {
    const look = await driver.open('you', options);
    await look.locator('article', { hasText: 'Which is better?' }).waitFor();
    await look.evaluate(`document.querySelector('.pair').previousElementSibling.scrollIntoView()`);
    await look.waitForLoadState('networkidle').catch(() => undefined);
    await look.screenshot({ path: join(FOLDER, file) });
  }
} finally {
  await driver.close();
}
