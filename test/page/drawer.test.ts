import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawerOf, expectText, toastOf } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { ask, ended } from '../web/hub.ts';
import { overflowing, violations } from './axe.ts';

const PHONE = { viewport: { width: 390, height: 800 } };
const PAIRS = 8;

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
  const pairs = Array.from({ length: PAIRS }, (_, n) => ask(driver.hub.url, `pair ${n}`));
  for (const pair of await Promise.all(pairs)) await ended(driver.hub.url, pair);
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

/** Side A of a pair in the middle of the list, in view. */
async function theMiddle(page: Page): Promise<Locator> {
  const slot = page.locator('main .slot[data-side=A]').nth(Math.floor(PAIRS / 2));
  await slot.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  return slot;
}

/** A button there, behind "⋯" if it is not beside the picture. */
async function inTheMiddle(page: Page, label: string): Promise<Locator> {
  const slot = await theMiddle(page);
  const button = slot.getByRole('button', { name: label, exact: true });
  if ((await button.count()) === 0) await slot.locator('.dots').press('Enter');
  return button;
}

/** Where all is on the screen that the chat shows, but for the button that comes with scrolling. */
function places(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('main *:not(.menu, .menu *), .composer *:not(.newest)')].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [one.tagName, x, y, width, height].join(' ');
  })`);
}

async function inView(page: Page, locator: Locator): Promise<boolean> {
  const box = await locator.boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  if (box === null) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(`document.activeElement?.textContent?.trim() ?? ''`);
}

/** Likes one image, so that there is a gallery. */
async function likeOne(page: Page): Promise<void> {
  const like = (await theMiddle(page)).locator('.place.like button');
  if ((await like.getAttribute('aria-pressed')) === 'true') return;
  await like.click();
  await expect.poll(() => like.getAttribute('aria-pressed'), PATIENT).toBe('true');
}

async function expectInView(page: Page, locator: Locator): Promise<void> {
  await vi.waitFor(async () => expect(await inView(page, locator)).toBe(true), PATIENT);
}

describe.each([
  ['beside the chat', {}],
  ['on a phone', PHONE],
])('a private answer (%s)', (_name, options) => {
  it('is in view at once, from the middle of many pairs, and moves nothing', async () => {
    const page = await driver.open('you', options);
    await theMiddle(page);
    const before = await places(page);
    await (await inTheMiddle(page, 'Details')).click();
    const title = drawerOf(page).getByRole('heading', { level: 2 });
    await expectText(title, 'Details of A');
    await expectInView(page, title);
    await expectInView(page, drawerOf(page).locator('p').first());
    expect(await places(page)).toEqual(before);
  });

  it('has the focus, and gives it back to what was pressed', async () => {
    const page = await driver.open('you', options);
    const dots = (await theMiddle(page)).locator('.dots');
    for (const close of ['Escape', 'Close'] as const) {
      await (await inTheMiddle(page, 'Details')).press('Enter');
      const dialog = page.getByRole('dialog', { name: /^Details of A/ });
      await dialog.waitFor();
      expect(await focused(page)).toMatch(/^Details of A/);
      if (close === 'Escape') await page.keyboard.press('Escape');
      else await dialog.getByRole('button', { name: 'Close' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      expect(await dots.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    }
  });

  it('leads on and back, to where one was', async () => {
    const page = await driver.open('you', options);
    await (await inTheMiddle(page, 'Details')).click();
    const list = drawerOf(page).getByRole('combobox');
    await list.focus();
    await list.selectOption({ index: 1 });
    await page.getByRole('button', { name: '‹ Back' }).waitFor();
    await expectText(drawerOf(page), 'Part of the starter pool');
    await page.getByRole('button', { name: '‹ Back' }).click();
    await expectText(drawerOf(page).getByRole('heading', { level: 2 }), 'Details of A');
    expect(await list.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
  });

  it('has no accessibility violations and nothing wider than the screen', async () => {
    const page = await driver.open('you', options);
    await (await inTheMiddle(page, 'Details')).click();
    await drawerOf(page).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflowing(page)).toEqual([]);
    await drawerOf(page).getByRole('button', { name: 'Close' }).click();
    await (await inTheMiddle(page, 'Feedback…')).click();
    await drawerOf(page).locator('form').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflowing(page)).toEqual([]);
  });

  it('to a form that the hub refuses keeps what was typed, with the refusal in view', async () => {
    const page = await driver.open('you', options);
    await (await inTheMiddle(page, 'Feedback…')).click();
    const text = drawerOf(page).locator('[name=text]');
    await text.fill('the light is wrong');
    await page.route('**/api/press', (route) => route.abort(), { times: 1 });
    await drawerOf(page).getByRole('button', { name: 'Save' }).click();
    const refusal = drawerOf(page).getByRole('alert');
    await expectText(refusal, 'That did not reach the hub. Please try again.');
    await expectInView(page, refusal);
    expect(await text.inputValue()).toBe('the light is wrong');
    await drawerOf(page).getByRole('button', { name: 'Save' }).click();
    await drawerOf(page).waitFor({ state: 'detached' });
    await expectText(toastOf(page), 'saved');
    await expectInView(page, toastOf(page));
  });
});

it('times are told by the reader’s own clock, but for those in what somebody wrote', async () => {
  const page = await driver.open('you', { timezoneId: 'Asia/Seoul' });
  const card = {
    kind: 'private',
    heading: 'Details of A',
    lines: [
      { text: 'Run by ben, 2026-11-25 20:30 UTC.' },
      { text: 'a clock at 2026-11-25 20:30 UTC', quote: true },
      { text: 'It was 2026-13-45 20:30 UTC.' },
    ],
    badges: [],
    rows: [],
  };
  await page.route('**/api/press', (route) => route.fulfill({ json: { type: 'card', card } }), {
    times: 1,
  });
  await (await inTheMiddle(page, 'Details')).click();
  await expectText(drawerOf(page), 'Run by ben');
  expect(await drawerOf(page).locator('.drawer-body p').allInnerTexts()).toEqual([
    'Run by ben, Nov 26, 5:30 AM.',
    'a clock at 2026-11-25 20:30 UTC',
    'It was 2026-13-45 20:30 UTC.',
    'Only you can see this',
  ]);
  expect(await drawerOf(page).locator('time').getAttribute('datetime')).toBe(
    '2026-11-25T20:30:00.000Z',
  );
});

it('a link in a sheet leads to the message, which the sheet leaves free', async () => {
  const page = await driver.open('you', PHONE);
  await likeOne(page);
  await page.locator('#composer').fill('/diptych likes');
  await page.locator('#composer').press('Enter');
  await drawerOf(page).locator('.pictured a').last().click();
  await drawerOf(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).hash).toMatch(/^#m-/);
});

describe('a toast', () => {
  it('is one line above the composer that moves nothing, until it is dismissed', async () => {
    const page = await driver.open('ben');
    const button = await inTheMiddle(page, 'Re-roll');
    const before = await places(page);
    // It looks disabled, and says why when it is pressed.
    await button.click({ force: true });
    await expectText(toastOf(page), 'Only');
    await expectInView(page, toastOf(page));
    expect(await places(page)).toEqual(before);
    await button.click({ force: true });
    expect(await toastOf(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await toastOf(page).waitFor({ state: 'detached' });
    expect(await page.locator('#composer').evaluate((one) => one.matches(':focus'))).toBe(true);
  });
});

describe('what was typed into a form', () => {
  it('is there again after a look at something else', async () => {
    const page = await driver.open('you');
    await (await inTheMiddle(page, 'Feedback…')).click();
    await drawerOf(page).locator('[name=text]').fill('half a thought');
    await (await inTheMiddle(page, 'Details')).click();
    await expectText(drawerOf(page).getByRole('heading', { level: 2 }), 'Details of A');
    await page.getByRole('button', { name: '‹ Back' }).click();
    expect(await drawerOf(page).locator('[name=text]').inputValue()).toBe('half a thought');
    await page.keyboard.press('Escape');
    await drawerOf(page).waitFor({ state: 'detached' });
    await (await inTheMiddle(page, 'Feedback…')).click();
    expect(await drawerOf(page).locator('[name=text]').inputValue()).toBe('half a thought');
  });
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
