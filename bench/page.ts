import { webDriver } from '../test/journeys/web-driver.ts';
import { longChat } from '../test/page/long-chat.ts';
import { ask, call, ended } from '../test/web/hub.ts';

const PAIRS = 1_000;
/** Browsers call a task long from here on, in milliseconds: https://w3c.github.io/longtasks/ */
const LONG_MS = 50;
const WATCH = `window.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask' });`;

/** Durations of the tasks over 50 ms, in milliseconds, while somebody types and scrolls in a chat of 1,000 pairs, and a pair arrives. */
export async function longTasks(): Promise<readonly number[]> {
  const driver = await webDriver();
  try {
    await ended(driver.hub.url, await ask(driver.hub.url, 'a pair of many'));
    const page = await driver.open('you', { viewport: { width: 1280, height: 800 } });
    await longChat(page, PAIRS);
    await page.reload();
    for (const held of [20, 40, 60]) {
      await page
        .locator('article.pair')
        .nth(held - 1)
        .waitFor();
      if (held < 60) await page.locator('.older').click();
    }
    await page.evaluate('new Promise((done) => requestIdleCallback(done))');
    await page.evaluate(WATCH);
    await page.locator('#composer').focus();
    await page.keyboard.type('a cat in the house of the rising sun', { delay: 30 });
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, turn < 30 ? -900 : 2_700);
      await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    }
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await call(driver.hub.url, '/api/generate', {
      headers: { 'X-Diptych-User': 'ben' },
      body: { prompt: 'one more' },
    });
    const arrived = page.locator('article.pair', { hasText: 'one more' });
    await arrived.locator('.slot.image').nth(1).waitFor();
    const long = await page.evaluate<number[]>('long');
    return long.filter((ms) => ms > LONG_MS);
  } finally {
    await driver.close();
  }
}
