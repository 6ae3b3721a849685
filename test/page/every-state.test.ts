import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { overflowing, violations } from './axe.ts';
import { STATES } from './states.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

describe.each([
  {
    look: 'light, on a desk',
    options: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
    // The same desk at 200 %.
    smaller: { width: 640, height: 400 },
  },
  {
    look: 'dark, on a phone',
    options: { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
    smaller: { width: 360, height: 640 },
  },
] as const)('$look', ({ options, smaller }) => {
  it.each(STATES)(
    '%s has no violations, and nothing is wider than the screen',
    async (_name, reach) => {
      const page = await driver.open('you', { ...options });
      await reach(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      await page.setViewportSize(smaller);
      expect(await overflowing(page)).toEqual([]);
    },
  );
});

it('no script broke, and no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
