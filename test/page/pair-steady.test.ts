import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PATIENT } from '../patient.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { type Steadiness, watchPair } from './steady.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const WINDOWS = [
  ['a desk', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

type Deed = 'retry' | 'reroll' | 'tone' | 'vote' | null;
/** `deed` is what is done to a side once both have ended: the button's place in the rail. */
const LIVES: readonly { readonly life: string; readonly prompt: string; readonly deed: Deed }[] = [
  { life: 'plain', prompt: 'a steady lighthouse', deed: null },
  { life: 'with A late', prompt: 'a steady boat #slow-a', deed: null },
  { life: 'with B late', prompt: 'a steady house #slow-b', deed: null },
  { life: 'with a failure', prompt: 'a steady cat #fail-a', deed: null },
  { life: 'with a block', prompt: 'a steady dog #block-b', deed: null },
  { life: 'that is cancelled and retried', prompt: 'a steady fish #slow-b', deed: 'retry' },
  { life: 'that is re-rolled', prompt: 'a steady flower', deed: 'reroll' },
  { life: 'that is regenerated', prompt: 'a steady market', deed: 'tone' },
  { life: 'whose plan has a note', prompt: 'a Korean woman in a steady garden', deed: null },
  { life: 'that is voted on', prompt: 'a steady hill', deed: 'vote' },
];

const pairOf = (page: Page, prompt: string) =>
  page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) });

async function ended(page: Page, prompt: string, attempts: number): Promise<void> {
  const pair = pairOf(page, prompt);
  await pair.locator('.slot.image, .slot.ending').nth(1).waitFor();
  await expect.poll(() => pair.locator('.act.cancel').count(), PATIENT).toBe(0);
  if (attempts > 1) await pair.getByText(`${attempts} / ${attempts}`).waitFor();
  await expect.poll(() => pair.locator('.work').count(), PATIENT).toBe(0);
}

async function press(page: Page, prompt: string, deed: Exclude<Deed, null>): Promise<void> {
  const pair = pairOf(page, prompt);
  if (deed === 'vote') return pair.locator('.vote').first().click();
  const isPhone = !(await pair.locator('.rail > .edit').first().isVisible());
  if (deed !== 'tone') return pair.locator(`.rail > .${deed} button`).first().click();
  if (isPhone) await pair.locator('.dots').first().click();
  const place = isPhone ? '.narrow ' : '.rail > ';
  await pair.locator(`${place}.tone button[aria-pressed="false"]`).first().click();
  const regenerate = pair.locator(
    isPhone ? '.narrow .act.regenerate' : '.rail > .regenerate button',
  );
  await regenerate.first().waitFor({ state: 'attached' });
  if (isPhone) await pair.locator('.dots').first().click();
  await regenerate.first().click();
}

async function liveOf(
  size: { readonly width: number; readonly height: number },
  prompt: string,
  deed: Deed,
): Promise<Steadiness> {
  const page = await driver.open('you', { viewport: size });
  const look = await watchPair(page, prompt);
  await page.locator('#composer').fill(prompt);
  await page.locator('#composer').press('Enter');
  // Sides that fail again and again would make their provider rest.
  if (deed === 'retry') await pairOf(page, prompt).locator('[data-side=B] .act.cancel').click();
  await ended(page, prompt, 1);
  if (deed !== null) {
    await press(page, prompt, deed);
    if (deed === 'vote') await pairOf(page, prompt).locator('.vote[aria-pressed=true]').waitFor();
    else await ended(page, prompt, 2);
  }
  return look();
}

describe.each(WINDOWS)('on %s', (_where, size) => {
  it.each(LIVES)(
    'nothing of a pair $life moves, and no button becomes another',
    async ({ prompt, deed }) => {
      const seen = await liveOf(size, `${prompt} ${size.width} px wide`, deed);
      expect(seen.looks).toBeGreaterThan(3);
      expect(seen.things).toBeGreaterThan(15);
      expect(seen.buttons).toBeGreaterThan(4);
      expect(seen.moved).toEqual([]);
      expect(seen.changed).toEqual([]);
    },
  );
});
