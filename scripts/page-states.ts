/**
 * Draws the web chat in every state that its tests know, on a desk and on a phone, light, dark and in Korean, so that a person can
 * look at them: `page-states.ts FOLDER`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { webDriver } from '../test/journeys/web-driver.ts';
import { STATES } from '../test/page/states.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('the folder to write to is missing');
await mkdir(folder, { recursive: true });

const DESK = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  ['desk-light', { viewport: DESK, colorScheme: 'light' }],
  ['phone-dark', { viewport: PHONE, colorScheme: 'dark' }],
  ['desk-korean', { viewport: DESK, locale: 'ko-KR' }],
] as const;

const driver = await webDriver();
try {
  for (const [look, options] of LOOKS) {
    for (const [index, [name, reach]] of STATES.entries()) {
      const page = await driver.open('you', { ...options });
      await reach(page);
      await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished))');
      const file = `${look}-${String(index + 1).padStart(2, '0')}-${name.replaceAll(/[^a-z]+/gi, '-')}.png`;
      await page.screenshot({ path: join(folder, file) });
      await driver.closePages();
    }
  }
} finally {
  await driver.close();
}
