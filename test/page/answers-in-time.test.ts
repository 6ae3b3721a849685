import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { call, ended } from '../web/hub.ts';

const PAIRS = 30;
/** Milliseconds from the press until the answer's text is in view. */
const IN_TIME = 1_500;
/** A busy machine may be late now and then. */
const TRIES = 4;

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
  const asked = Array.from({ length: PAIRS }, async (_, n) => {
    const headers = { 'X-Diptych-User': `person-${n % 6}` };
    const answer = await call(driver.hub.url, '/api/generate', {
      headers,
      body: { prompt: `pair ${n} of thirty` },
    });
    return ended(driver.hub.url, answer.json.batch_id);
  });
  await Promise.all(asked);
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

/** A page with all of them, the middle one in view. */
async function opened(viewport: {
  readonly width: number;
  readonly height: number;
}): Promise<Page> {
  const page = await driver.open('you', { viewport });
  await page.locator('.older').click();
  const middle = page.locator('article.pair').nth(PAIRS / 2);
  await page
    .locator('article.pair')
    .nth(PAIRS - 1)
    .waitFor();
  await middle.evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }));
  return page;
}

/** Notes when a press came, and in which frame an answer other than `before` was whole in the window; in milliseconds between. */
async function timeOf(page: Page, press: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    const text = () => {
      const shown = [...document.querySelectorAll('.drawer-page:not([inert]) h2, .toast[data-shown] p')].at(-1);
      const { top = -1, bottom = 0, left = -1, right = 0 } = shown?.getBoundingClientRect() ?? {};
      const isIn = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      return isIn ? shown.textContent.trim() : '';
    };
    const before = text();
    window.answered = new Promise((resolve) => {
      let began = 0;
      const note = (event) => { began = event.timeStamp; };
      addEventListener('click', note, { capture: true });
      addEventListener('keydown', note, { capture: true });
      const look = () => {
        const now = text();
        if (began > 0 && now !== '' && now !== before) resolve(performance.now() - began);
        else requestAnimationFrame(look);
      };
      look();
    });
  })()`);
  await press();
  return page.evaluate('answered');
}

async function closeDrawer(page: Page): Promise<void> {
  const close = page.locator('.drawer-page:not([inert]) .close');
  if (await close.isVisible()) await close.click();
  await page.locator('.drawer').waitFor({ state: 'detached' });
}

/** The time of the fastest of a few tries: none but the first is made when that is in time. */
async function fastest(page: Page, press: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TRIES && best > IN_TIME; turn += 1) {
    await closeDrawer(page);
    await page.evaluate(`document.querySelector('.toast button')?.click()`);
    best = Math.min(best, await timeOf(page, press));
  }
  return best;
}

describe.each([
  ['beside the chat', { width: 1280, height: 800 }],
  ['on a phone', { width: 390, height: 844 }],
] as const)('from the middle of thirty pairs, %s', (_where, viewport) => {
  it.each(['details', 'feedback', 'promote', 'edit'])(
    'what %s opens is in view within 1.5 s',
    async (action) => {
      const page = await opened(viewport);
      const slot = page
        .locator('article.pair')
        .nth(PAIRS / 2)
        .locator('[data-side=A]');
      const button = slot.locator(`.act.${action}`).filter({ visible: true }).first();
      const time = await fastest(page, async () => {
        if ((await button.count()) === 0) await slot.locator('.dots').click();
        await button.click();
      });
      expect(time).toBeLessThan(IN_TIME);
    },
  );

  it('what a typed command answers is in view within 1.5 s, and a refusal too', async () => {
    const page = await opened(viewport);
    const lines = ['help', 'credits', 'likes', 'models', 'pool', 'review', 'costs', 'settings']
      .map((word) => `/diptych ${word}`)
      .concat('/generate a cat tier:gold');
    for (const line of lines) {
      const time = await fastest(page, async () => {
        await page.locator('#composer').fill(line);
        await page.locator('#composer').press('Enter');
      });
      expect([line, time < IN_TIME]).toEqual([line, true]);
    }
  });
});
