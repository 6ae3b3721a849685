import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawerOf, expectText, toastOf } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { ask, ended } from '../web/hub.ts';
import { violations } from './axe.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
  const asked = ['a lighthouse', 'a harbour', 'one side alone #fail-b'];
  const pairs = asked.map((prompt) => ask(driver.hub.url, prompt));
  for (const pair of await Promise.all(pairs)) await ended(driver.hub.url, pair);
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const pairOf = (page: Page, prompt: string) =>
  page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) });
const slotOf = (page: Page, prompt: string, side: 'A' | 'B') =>
  pairOf(page, prompt).locator(`.slot[data-side=${side}]`);
const compareOf = (page: Page) => page.locator('.compare');

/** Opens the pair in full, by its side. */
async function open(page: Page, prompt: string, side: 'A' | 'B') {
  await slotOf(page, prompt, side).locator('.picture').click();
  await compareOf(page).waitFor();
  return compareOf(page);
}

/** How the pictures lie in their frames: "zoom x y" of each. */
function views(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('.compare-frame img')].map((one) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(one).transform);
    return [a.toFixed(2), e.toFixed(0), f.toFixed(0)].join(' ');
  })`);
}

const pressed = (page: Page, name: string) =>
  compareOf(page).getByRole('button', { name, exact: true }).getAttribute('aria-pressed');

describe('a click on a picture', () => {
  it('opens both sides in full, and Escape gives the focus back', async () => {
    const page = await driver.open('you');
    const box = await open(page, 'a harbour', 'B');
    expect(await box.locator('.compare-frame').count()).toBe(2);
    expect(await box.boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
    expect(await box.getAttribute('aria-label')).toBe('Compare: a harbour');
    expect(
      await box.locator('.compare-head[data-side=B] .compare-side').getAttribute('aria-pressed'),
    ).toBe('true');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    const picture = slotOf(page, 'a harbour', 'B').locator('.picture');
    expect(await picture.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
  });

  it('of a side whose twin has none shows it alone', async () => {
    const page = await driver.open('you');
    const box = await open(page, 'one side alone', 'A');
    expect(await box.locator('.compare-frame').count()).toBe(1);
    expect(await box.locator('.compare-modes').count()).toBe(0);
    expect(await box.locator('.compare-votes').count()).toBe(0);
  });

  it('in an answer beside the chat shows that picture alone', async () => {
    const page = await driver.open('you');
    await slotOf(page, 'a harbour', 'A').locator('.place.like button').click();
    await slotOf(page, 'a harbour', 'A').locator('.place.like [aria-pressed=true]').waitFor();
    await page.locator('#composer').fill('/diptych likes');
    await page.locator('#composer').press('Enter');
    const picture = drawerOf(page).locator('.pictured .picture').first();
    await picture.click();
    await compareOf(page).waitFor();
    expect(await compareOf(page).locator('.compare-frame').count()).toBe(1);
    const coming = page.waitForEvent('download');
    await page.keyboard.press('d');
    expect((await coming).suggestedFilename()).toMatch(/^diptych-.*\.png$/);
    await page.keyboard.press('Escape');
    await compareOf(page).waitFor({ state: 'detached' });
    expect(await picture.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    expect(await drawerOf(page).isVisible()).toBe(true);
  });
});

describe('two pictures in full', () => {
  it('are voted on by 1, 2, T and 0', async () => {
    const page = await driver.open('you');
    await open(page, 'a harbour', 'A');
    for (const [key, name] of [
      ['1', 'A'],
      ['2', 'B'],
      ['t', 'Tie'],
      ['0', 'Both bad'],
    ] as const) {
      await page.keyboard.press(key);
      const button = compareOf(page).locator('.compare-votes button[aria-pressed=true]');
      await vi.waitFor(async () => expect(await button.allInnerTexts()).toEqual([name]), PATIENT);
    }
    expect(await compareOf(page).locator('.toast').count()).toBe(1);
    await expectText(toastOf(page), 'both bad');
  });

  it('grow and move together, by wheel, buttons, keys and drag', async () => {
    const page = await driver.open('you');
    const box = await open(page, 'a harbour', 'A');
    const frame = await box.locator('.compare-frame').first().boundingBox();
    if (frame === null) throw new Error('there is no frame');
    await box.getByRole('button', { name: 'Zoom in (+)' }).click();
    await page.keyboard.press('+');
    expect((await views(page)).map((one) => one.split(' ')[0])).toEqual(['2.25', '2.25']);
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width / 2 - 80, frame.y + frame.height / 2 - 40, {
      steps: 4,
    });
    await page.mouse.up();
    expect(await views(page)).toEqual(['2.25 -80 -40', '2.25 -80 -40']);
    await page.keyboard.press('w');
    expect(await views(page)).toEqual(['1.00 0 0', '1.00 0 0']);
    await page.mouse.wheel(0, -400);
    await vi.waitFor(async () => {
      const [a, b] = await views(page);
      expect(a).toBe(b);
      expect(Number(a?.split(' ')[0])).toBeGreaterThan(1.5);
    }, PATIENT);
  });

  it('lie over each other with a line between, or one in the other’s place', async () => {
    const page = await driver.open('you');
    const box = await open(page, 'a harbour', 'A');
    await box.getByRole('button', { name: 'Slider' }).click();
    const line = box.getByRole('slider', { name: 'The line between A and B' });
    await line.focus();
    await page.keyboard.press('ArrowRight');
    expect(
      await box.locator('.compare-stage').evaluate((one) => one.style.getPropertyValue('--split')),
    ).toBe('51%');
    await box.getByRole('button', { name: 'Hold to flip' }).click();
    const seen = () => box.locator('.compare-frame:visible').getAttribute('data-side');
    expect(await seen()).toBe('A');
    await box.getByRole('button', { name: 'Hold to see B (F)' }).focus();
    await page.keyboard.down(' ');
    expect(await seen()).toBe('B');
    await page.keyboard.up(' ');
    expect(await seen()).toBe('A');
    await page.keyboard.press('f');
    expect(await seen()).toBe('B');
  });

  it('step through the attempts of the side that has the keys', async () => {
    const page = await driver.open('you');
    await slotOf(page, 'a lighthouse', 'A').locator('.act.reroll').click();
    const steps = slotOf(page, 'a lighthouse', 'A').locator('.steps .count');
    await expectText(steps, '2 / 2');
    const box = await open(page, 'a lighthouse', 'A');
    const count = box.locator('.compare-head[data-side=A] .compare-steps span');
    expect(await count.innerText()).toBe('2 / 2');
    const newest = await box.locator('.compare-frame[data-side=A] img').getAttribute('src');
    await page.keyboard.press('ArrowLeft');
    expect(await count.innerText()).toBe('1 / 2');
    expect(await box.locator('.compare-frame[data-side=A] img').getAttribute('src')).not.toBe(
      newest,
    );
    await page.keyboard.press('1');
    await expectText(toastOf(page), 'Votes are about the newest picture of each side.');
    expect(await pressed(page, 'A')).toBe('false');
    await page.keyboard.press('b');
    await page.keyboard.press('ArrowLeft');
    expect(await count.innerText()).toBe('1 / 2');
  });

  it('say what differs, in words and small pictures', async () => {
    const page = await driver.open('you');
    await page.route('**/api/compare?*', (route) =>
      route.fulfill({
        json: {
          lines: ['Same prompt, same seed: 3 tone references against 5.'],
          a: [{ url: '/references/none.png', label: 'film 1' }],
          b: [{ url: '/references/none.png', label: 'film 2' }],
        },
      }),
    );
    const box = await open(page, 'a harbour', 'A');
    const differs = box.getByRole('region', { name: 'What differs' });
    await expectText(differs, 'Same prompt, same seed: 3 tone references against 5.');
    expect(
      await differs
        .getByRole('list', { name: 'References of B' })
        .getByRole('img')
        .getAttribute('alt'),
    ).toBe('film 2');
  });
});

describe.each([
  ['light', { colorScheme: 'light' as const }],
  ['dark', { colorScheme: 'dark' as const }],
  ['on a small phone', PHONE],
])('in full (%s)', (_name, options) => {
  it('there are no accessibility violations and nothing wider than the screen', async () => {
    const page = await driver.open('you', options);
    const box = await open(page, 'a harbour', 'A');
    for (const mode of ['Side by side', 'Slider', 'Hold to flip']) {
      await box.getByRole('button', { name: mode, exact: true }).click();
      expect(await violations(page)).toEqual([]);
      const wide = await box.evaluate((one) => [one.scrollWidth, one.clientWidth]);
      expect(wide[0]).toBe(wide[1]);
    }
  });
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
