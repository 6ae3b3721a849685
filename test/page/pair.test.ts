import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { generate } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import { overflowing, violations } from './axe.ts';
import { watchPair } from './steady.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const pairOf = (page: Page, prompt: string) =>
  page.locator('article.pair', { has: page.locator('q', { hasText: prompt }) });

/** Asks for a pair, and waits for both of its images. */
async function both(page: Page, prompt: string) {
  await generate(page, prompt);
  const pair = pairOf(page, prompt);
  await pair.locator('.slot.image').nth(1).waitFor();
  return pair;
}

/** States of the sides, as the hub stores them. */
async function deleted(prompt: string): Promise<readonly boolean[]> {
  const { pairs } = (await call(driver.hub.url, '/api/history')).json;
  const pair = pairs.find((one: { readonly prompt: string }) => one.prompt === prompt);
  return ['A', 'B'].map((side) => pair.sides[side].image === null);
}

describe('a pair on a screen of 1280×800', () => {
  it.each([
    ['square', 'a square house'],
    ['landscape', 'a wide house size:landscape'],
    ['portrait', 'a high house size:portrait'],
    ['square, with a prompt of three lines', `a house ${'by the sea and far away '.repeat(18)}`],
  ])('is seen whole between bar and composer: %s', async (_what, line) => {
    const page = await driver.open('you', { viewport: { width: 1280, height: 800 } });
    await page.locator('#composer').fill(line);
    await page.locator('#composer').press('Enter');
    const newest = page.locator('article.pair').last();
    await newest.locator('.slot.image').nth(1).waitFor();
    const edge = async (part: Locator, which: 'top' | 'bottom') => {
      const { y = 0, height = 0 } = (await part.boundingBox()) ?? {};
      return which === 'top' ? y : y + height;
    };
    await expect
      .poll(
        async () => (await edge(newest, 'top')) - (await edge(page.locator('.bar'), 'bottom')),
        PATIENT,
      )
      .toBeGreaterThanOrEqual(0);
    const room = (await edge(page.locator('.composer'), 'top')) - (await edge(newest, 'bottom'));
    expect(room).toBeGreaterThanOrEqual(0);
  });
});

describe('Delete', () => {
  it('can be undone: the image is there again, and the hub has it still', async () => {
    const page = await driver.open('you');
    const pair = await both(page, 'a picture to keep');
    const slot = pair.locator('[data-side=A]');
    await slot.locator('.dots').click();
    await slot.locator('.act.delete').click();
    expect(await slot.locator('.picture').count()).toBe(0);
    await slot.locator('.undo').click();
    await slot.locator('.picture').waitFor();
    expect(await deleted('a picture to keep')).toEqual([false, false]);
  });

  it('is done when the page is left before its time', async () => {
    const page = await driver.open('you');
    const pair = await both(page, 'a picture to lose');
    const slot = pair.locator('[data-side=B]');
    await slot.locator('.dots').click();
    await slot.locator('.act.delete').click();
    await slot.locator('.undo').waitFor();
    await page.goto('about:blank');
    await expect.poll(() => deleted('a picture to lose'), PATIENT).toEqual([false, true]);
  });
});

describe('votes', () => {
  it('mark one’s own, show how others voted only then, and are taken back', async () => {
    const [you, ben] = [await driver.open('you'), await driver.open('ben')];
    const mine = await both(you, 'a hill to vote on');
    const his = pairOf(ben, 'a hill to vote on');
    await his.getByRole('button', { name: 'Tie' }).click();
    const count = mine.locator('.votes .count');
    await expect
      .poll(() => count.innerText(), PATIENT)
      .toBe('Votes: 1. Vote to see how people chose.');
    await mine.locator('.vote', { hasText: 'Both bad' }).click();
    await expect.poll(() => count.innerText(), PATIENT).toBe('A 0 · B 0 · tie 1 · both bad 1');
    expect(await mine.locator('.vote[aria-pressed=true]').allInnerTexts()).toEqual(['Both bad']);
    await mine.locator('.vote', { hasText: 'Both bad' }).click();
    await expect
      .poll(() => count.innerText(), PATIENT)
      .toBe('Votes: 1. Vote to see how people chose.');
    expect(await mine.locator('.vote[aria-pressed=true]').count()).toBe(0);
  });
});

describe('the attempts of a side', () => {
  it('are stepped through, each with its own likes and number', async () => {
    const page = await driver.open('you');
    const pair = await both(page, 'a flower to roll');
    const slot = pair.locator('[data-side=A]');
    await slot.locator('.act.like').click();
    await slot.locator('.act.like[aria-pressed=true]').waitFor();
    await slot.locator('.rail > .reroll button').click();
    await slot.getByText('2 / 2').waitFor();
    expect(await slot.locator('.act.like').getAttribute('aria-pressed')).toBe('false');
    await slot.getByRole('button', { name: 'Earlier attempt of A' }).click();
    expect(await slot.locator('.count').innerText()).toBe('1 / 2');
    expect(await slot.locator('.act.like').getAttribute('aria-pressed')).toBe('true');
    await slot.getByRole('button', { name: 'Later attempt of A' }).click();
    expect(await slot.locator('.count').innerText()).toBe('2 / 2');
  });
});

describe('a side that works', () => {
  it('says since when, and what its model usually takes', async () => {
    const page = await driver.open('you');
    await both(page, 'a first lake');
    await page.locator('#composer').fill('a slow lake #slow-b');
    await page.locator('#composer').press('Enter');
    const work = pairOf(page, 'a slow lake').locator('[data-side=B] .work');
    await work.locator('.usual').waitFor();
    expect(await work.locator('.usual').innerText()).toMatch(/^usually about \d+ s$/);
    await expect.poll(() => work.locator('.since').innerText(), PATIENT).toMatch(/^[1-4] s$/);
  });
});

describe('a pair that is refused', () => {
  it('says why in both of its places, and moves nothing', async () => {
    const page = await driver.open('you');
    const look = await watchPair(page, 'a picture of too many words');
    // The prompt fits, and with the instructions that the plan adds it does not.
    allowCharacters(driver.hub.home, 100);
    await page.locator('#composer').fill('a picture of too many words');
    await page.locator('#composer').press('Enter');
    const places = pairOf(page, 'a picture of too many words').locator('.stage .why');
    await places.nth(1).waitFor();
    const [a, b] = await places.allInnerTexts();
    expect(a).toBe(
      'With its directions the prompt has 152 characters, and Sample reads at most 100. Please shorten it.',
    );
    expect(b).toBe(a);
    expect((await look()).moved).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await overflowing(page)).toEqual([]);
  });
});

/** Sets how long a prompt the default model takes. */
function allowCharacters(home: string, maxPromptChars: number): void {
  const db = openDatabase(join(home, 'diptych.db'));
  const { models } = sqliteStore(db);
  models.put({ ...models.default(), maxPromptChars });
  db.close();
}
