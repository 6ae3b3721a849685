import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectText, generate } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { aPicture } from '../pictures.ts';
import { overflowing, violations } from './axe.ts';
import {
  asksOf,
  attach,
  boxOf,
  chip,
  choice,
  choose,
  dragOver,
  eventually,
  focused,
  PHONE,
} from './composer-kit.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

describe('the chips', () => {
  it('set options for people who type none, and stay from line to line but the count', async () => {
    const page = await driver.open('chips');
    const asks = asksOf(page);
    await choose(page, 'size', 'portrait');
    await choose(page, 'angle', 'Overhead');
    await choose(page, 'count', '2 pairs');
    await generate(page, 'a fox of chips');
    expect(asks[0]).toMatchObject({
      prompt: 'a fox of chips',
      size: 'portrait',
      angle: 'overhead',
      count: '2',
    });
    await eventually(async () => expect(await chip(page, 'count').innerText()).toBe('Pairs'));
    await page.getByRole('button', { name: 'Clear angle' }).click();
    await generate(page, 'a second fox');
    expect(asks[1]).toEqual({ prompt: 'a second fox', size: 'portrait', references: [] });
  });

  it('show what is typed, which goes before; what is chosen takes its place', async () => {
    const page = await driver.open('typist');
    await choose(page, 'size', 'portrait');
    await boxOf(page).fill('a cat size:square at night');
    await eventually(async () =>
      expect(await chip(page, 'size').locator('b').innerText()).toBe('square'),
    );
    await choose(page, 'size', 'landscape');
    expect(await boxOf(page).inputValue()).toBe('a cat at night');
    expect(await chip(page, 'size').innerText()).toContain('landscape');
    await boxOf(page).fill('a cat size:square at night');
    await page.getByRole('button', { name: 'Clear size' }).click();
    expect(await boxOf(page).inputValue()).toBe('a cat at night');
    expect(await chip(page, 'size').innerText()).toBe('Size');
    expect(await focused(page)).toBe('chip-size');
  });

  it('are gone through by keyboard, and searched where they are many', async () => {
    const page = await driver.open('keys');
    await chip(page, 'lens').focus();
    await page.keyboard.press('Enter');
    await choice(page, '85 mm portrait').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await focused(page)).toBe('chip-lens'));
    expect(await chip(page, 'lens').innerText()).not.toBe('Lens');
    await chip(page, 'angle').focus();
    await page.keyboard.press('Enter');
    await page.locator('.chip-menu input').waitFor();
    await page.keyboard.type('bird');
    await eventually(async () => {
      expect(await page.locator('.chip-menu [role=option]').allInnerTexts()).toEqual([
        'Automatic',
        "Bird's eye",
      ]);
    });
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await chip(page, 'angle').innerText()).toContain('Bird'));
    await chip(page, 'tier').click();
    await page.locator('.chip-menu').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.chip-menu').count()).toBe(0);
    expect(await focused(page)).toBe('chip-tier');
  });
});

describe('images', () => {
  it('that cannot be used are named beside the others at once, and can be dismissed', async () => {
    const page = await driver.open('you');
    const broken = Buffer.concat([Buffer.from(await aPicture()).subarray(0, 30)]);
    await page.locator('input[type=file]').setInputFiles([
      { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
      { name: 'cut.png', mimeType: 'image/png', buffer: broken },
      { name: 'good.png', mimeType: 'image/png', buffer: Buffer.from(await aPicture()) },
    ]);
    await page.locator('.attachments img').waitFor();
    expect(await page.locator('.faults span').allInnerTexts()).toEqual([
      '“plan.pdf” is not a PNG, JPEG or WebP image.',
      '“cut.png” is damaged and cannot be read as an image.',
    ]);
    await page.locator('.faults button').first().click();
    expect(await page.locator('.faults span').count()).toBe(1);
    await page.getByRole('button', { name: 'Remove good.png' }).press('Enter');
    expect(await page.locator('.attachments img').count()).toBe(0);
  });

  it('are dropped anywhere, where files show that they can be', async () => {
    const page = await driver.open('you');
    await dragOver(page, 'dragenter');
    await expectText(page.locator('.drop'), 'Drop images here to attach them');
    await dragOver(page, 'drop');
    await page.locator('.drop').waitFor({ state: 'detached' });
    await expectText(page.locator('.faults'), '“a.png” is not a PNG, JPEG or WebP image.');
  });

  it('on a slow line show how far they are, and can be stopped', async () => {
    const page = await driver.open('you');
    const asks = asksOf(page);
    // Held back for good: the page stops it.
    await page.route('**/api/references*', () => undefined);
    await attach(page, 'slow.png', 'slower.png');
    await boxOf(page).fill('a slow heron');
    await boxOf(page).press('Enter');
    const progress = page.locator('.composer .progress');
    await expectText(progress, 'Sending image 1 of 2');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    await page.locator('.composer button.primary:enabled').waitFor();
    expect(await boxOf(page).inputValue()).toBe('a slow heron');
    expect(await page.locator('.attachments img').count()).toBe(2);
    expect(asks).toEqual([]);
  });
});

describe('the credits of the day', () => {
  it('are in view, and new after each pair', async () => {
    const page = await driver.open('spender');
    const credits = page.locator('.credits');
    await expectText(credits, '0 / 100');
    await generate(page, 'something that costs');
    await expectText(credits, '2 / 100');
    const label = await credits.getAttribute('aria-label');
    expect(label).toMatch(/of 100 credits of today are used.*New credits come at \d/);
  });
});

describe('in every state', () => {
  const STATES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ['as it comes', async () => undefined],
    [
      'the completion open',
      async (page) => {
        await boxOf(page).pressSequentially('a cat angle:');
        await page.locator('.suggestions li').first().waitFor();
        await boxOf(page).press('ArrowDown');
      },
    ],
    [
      'a menu open',
      async (page) => {
        await choose(page, 'size', 'portrait');
        await chip(page, 'angle').click();
        await page.locator('.chip-menu li').nth(3).waitFor();
      },
    ],
    [
      'good and bad files attached',
      async (page) => {
        await attach(page, ...Array.from({ length: 7 }, (_, index) => `${index}.png`));
        const long = `${'long'.repeat(50)}.pdf`;
        const buffer = Buffer.from('%PDF-1.7');
        await page
          .locator('input[type=file]')
          .setInputFiles([{ name: long, mimeType: '', buffer }]);
        await page.locator('.faults span').waitFor();
      },
    ],
    ['files dragged over it', (page) => dragOver(page, 'dragenter')],
  ];
  const LOOKS: readonly (readonly [string, Parameters<WebDriver['open']>[1]])[] = [
    ['on a desk', { viewport: { width: 1280, height: 800 } }],
    ['on a desk in the dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
    ['on a phone', PHONE],
    ['on a Korean phone', { ...PHONE, viewport: { width: 390, height: 740 }, locale: 'ko-KR' }],
  ];

  it.each(LOOKS)(
    '%s, nothing is wrong for assistive technology, too wide, or moved',
    async (_, look) => {
      for (const [state, reach] of STATES) {
        const page = await driver.open('looker', look);
        await page.locator('.credits time').waitFor({ state: 'attached' });
        const message = page.locator('.message').first();
        const before = await message.boundingBox();
        // A Korean page has other names of choices; sizes have the same values.
        if (look?.locale === 'ko-KR' && state === 'a menu open') await chip(page, 'angle').click();
        else await reach(page);
        expect([state, await violations(page), await overflowing(page)]).toEqual([state, [], []]);
        const after = await message.boundingBox();
        expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(4);
        await page.evaluate('localStorage.clear()');
        await driver.closePages();
      }
    },
  );
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
