/**
 * Draws the pictures of the web chat for the README, from a real hub: `readme-screenshots.ts [FOLDER]`, docs/images without one.
 * pair.png is the card of a whole pair and nothing else; the chat is there in light, in dark, on a phone and in Korean.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { webDriver } from '../test/journeys/web-driver.ts';

const [folder = join(import.meta.dirname, '..', 'docs', 'images')] = process.argv.slice(2);
const PROMPT = 'a lighthouse by the sea, natural light size:landscape';
const CARD = '[data-pair]';
const DESK = { width: 1_280, height: 800 };

type Look = Parameters<Browser['newContext']>[0];
const LOOKS: readonly (readonly [file: string, look: Look])[] = [
  ['chat-light.png', { viewport: DESK, colorScheme: 'light' }],
  ['chat-dark.png', { viewport: DESK, colorScheme: 'dark' }],
  ['chat-korean.png', { viewport: DESK, colorScheme: 'light', locale: 'ko-KR' }],
  ['chat-phone.png', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
];

/** Waits until both pictures of the pair are drawn. */
async function whole(page: Page): Promise<void> {
  await page.locator(`${CARD} img`).nth(1).waitFor();
  await page.evaluate(
    `Promise.all([...document.querySelectorAll('${CARD} img')].map((one) => one.decode()))`,
  );
  // The newest pair is at the end; nothing may hover over it.
  await page.mouse.move(0, 0);
  await page.locator(CARD).last().scrollIntoViewIfNeeded();
}

const driver = await webDriver();
try {
  const seat = await driver.seat('you');
  await seat.say(`/generate ${PROMPT}`);
  const card = await driver.open('you', { viewport: DESK, deviceScaleFactor: 2 });
  await whole(card);
  await card
    .locator(CARD)
    .last()
    .screenshot({ path: join(folder, 'pair.png') });
  for (const [file, look] of LOOKS) {
    const page = await driver.open('you', look);
    await whole(page);
    await page.screenshot({ path: join(folder, file) });
  }
} finally {
  await driver.close();
}
