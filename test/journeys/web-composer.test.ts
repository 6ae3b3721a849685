import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { tempFolder } from '../temp-folder.ts';
import { drawerOf, expectText, generate, toastOf } from './page-acts.ts';
import { webDriver, type WebDriver } from './web-driver.ts';

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

describe('the composer', () => {
  it('completes commands, and searches angles and lenses as one types', async () => {
    const page = await driver.open('you');
    const box = page.locator('#composer');
    const hints = page.locator('.suggestions li');
    await box.pressSequentially('/dip');
    await hints.first().waitFor();
    expect(await hints.allInnerTexts()).toEqual(['/diptych — what Diptych does']);
    await box.press('Tab');
    await expectText(hints, 'credits — your credits');
    await box.fill('');
    await box.pressSequentially('/generate a cat angle:over');
    await expectText(hints, 'Overhead');
    await hints.first().click();
    expect(await box.inputValue()).toBe('/generate a cat angle:overhead ');
    await box.pressSequentially('size:por');
    await expectText(hints, 'portrait');
    await box.fill('');
    await box.pressSequentially('/generate a cat model:fin');
    await expectText(hints, 'Sample fine');
    await hints.first().click();
    expect(await box.inputValue()).toBe('/generate a cat model:"Sample fine" ');
    await box.pressSequentially('size:19');
    await expectText(hints, '1920x1280');
    await box.fill('');
    await box.pressSequentially('/generate a cat versus:fin');
    await expectText(hints, 'Sample fine');
    await hints.first().click();
    expect(await box.inputValue()).toBe('/generate a cat versus:"Sample fine" ');
  });

  it('names a file that is no picture, and takes a picture whatever it is called', async () => {
    const page = await driver.open('you');
    await page.locator('input[type=file]').setInputFiles([
      { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
      { name: 'photo', mimeType: '', buffer: Buffer.from(await aPicture('jpeg')) },
    ]);
    const sentence = '“plan.pdf” is not a PNG, JPEG or WebP image.';
    await expectText(page.locator('.faults'), sentence);
    await vi.waitFor(
      async () => expect(await page.locator('.attachments img').count()).toBe(1),
      PATIENT,
    );
  });

  it('names a picture that is too large before anything is sent', async () => {
    const page = await driver.open('you');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(new URL(request.url()).pathname));
    const data = Buffer.from(await aPicture('jpeg')).toString('base64');
    await give(page, 'drop', data, 20 * 1024 * 1024 + 1);
    await expectText(page.locator('.faults'), '“given.jpg” is larger than 20 MB.');
    const thumbnails = page.locator('.attachments img');
    expect(await thumbnails.count()).toBe(0);
    await give(page, 'drop', data, 20 * 1024 * 1024);
    await vi.waitFor(async () => expect(await thumbnails.count()).toBe(1), PATIENT);
    expect(sent).not.toContain('/api/references');
  });

  it('keeps what is typed and attached while a line is sent', async () => {
    const page = await driver.open('you');
    const box = page.locator('#composer');
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    await page.route('**/api/generate', async (route) => {
      arrived.resolve();
      await release.promise;
      await route.continue();
    });
    const [first, second] = [Buffer.from(await aPicture()), Buffer.from(await aPicture('jpeg'))];
    const files = page.locator('input[type=file]');
    const thumbnails = page.locator('.attachments img');
    await files.setInputFiles({ name: 'first.png', mimeType: 'image/png', buffer: first });
    await thumbnails.first().waitFor();
    await box.fill('a heron at dawn');
    await box.press('Enter');
    await arrived.promise;
    await box.press('End');
    await box.pressSequentially(' and more');
    await files.setInputFiles({ name: 'second.jpg', mimeType: 'image/jpeg', buffer: second });
    await vi.waitFor(async () => expect(await thumbnails.count()).toBe(2), PATIENT);
    release.resolve();
    await vi.waitFor(async () => expect(await box.inputValue()).toBe(' and more'), PATIENT);
    expect(await thumbnails.count()).toBe(1);
    expect(await thumbnails.getAttribute('alt')).toBe('second.jpg');
    const header = page.locator('article.header', {
      has: page.locator('q', { hasText: 'a heron at dawn' }),
    });
    await header.waitFor();
    expect(await header.locator('q').first().textContent()).not.toContain('more');
  });

  it('takes images by choice, paste and drop, shows them small, and lets them go again', async () => {
    const page = await driver.open('you');
    const file = join(await tempFolder(), 'mine.png');
    await writeFile(file, await aPicture());
    const thumbnails = page.locator('.attachments img');
    await page.locator('input[type=file]').setInputFiles(file);
    await thumbnails.first().waitFor();
    const data = Buffer.from(await aPicture('jpeg')).toString('base64');
    for (const kind of ['paste', 'drop'] as const) await give(page, kind, data);
    await vi.waitFor(async () => expect(await thumbnails.count()).toBe(3), PATIENT);
    await page.locator('.attachments button').nth(1).click();
    expect(await thumbnails.count()).toBe(2);
    await page.locator('input[type=file]').setInputFiles(Array.from({ length: 9 }, () => file));
    await vi.waitFor(async () => expect(await thumbnails.count()).toBe(7), PATIENT);
    await expectText(
      page.locator('.faults'),
      'At most 7 images can be attached. Left out: mine.png',
    );
    const image = await generate(page, 'a cat with attachments');
    expect(await thumbnails.count()).toBe(0);
    await image.locator('.dots').click();
    await image.locator('.act.details').click();
    const details = drawerOf(page);
    await expectText(details, 'yours: mine.png');
    const pictures = details.locator('.thumbnails img');
    expect(await pictures.count()).toBeGreaterThanOrEqual(10);
    await pictures.first().scrollIntoViewIfNeeded();
    await vi.waitFor(async () => {
      expect(await pictures.first().evaluate((one) => Reflect.get(one, 'naturalWidth'))).toBe(64);
    }, PATIENT);
  });

  it('takes options as phones type them, and keeps the lines of a prompt', async () => {
    const page = await driver.open('you');
    const box = page.locator('#composer');
    await box.fill('a lynx asleep\n\non a stone model:“Sample” size：portrait');
    await box.press('Enter');
    const header = page.locator('article.header', {
      has: page.locator('q', { hasText: 'a lynx asleep' }),
    });
    await header.waitFor();
    await expectText(header, 'Sample · 896x1344');
    expect(await header.locator('q').first().textContent()).toContain('asleep\n\non a stone');
    expect(await header.locator('q').first().textContent()).not.toContain('model');
  });

  it.each([
    ['/help', 'There is no command “/help”. Did you mean “/diptych help”?'],
    ['/imagine a cat', 'There is no command “/imagine”. Did you mean “/generate”?'],
    ['a cat sise:portrait', 'There is no option “sise”. Did you mean “size”?'],
    ['\u200b\u3164', 'The prompt is empty'],
    ['a cat tier:', 'The option “tier” has no value. It takes: basic, quality'],
    ['/diptych creditz', 'There is no “/diptych creditz”. Did you mean “/diptych credits”?'],
  ])('does not have %j painted', async (line, sentence) => {
    const page = await driver.open('you');
    await page.locator('#composer').fill(line);
    await page.locator('#composer').press('Enter');
    await expectText(toastOf(page), sentence);
    expect(await page.locator('#composer').inputValue()).toBe(line);
  });

  it('keeps a line that was refused', async () => {
    const page = await driver.open('you');
    await page.locator('#composer').fill('a cat tier:gold');
    await page.locator('#composer').press('Enter');
    await expectText(toastOf(page), 'There is no tier “gold”');
    expect(await page.locator('#composer').inputValue()).toBe('a cat tier:gold');
  });
});

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});

/** Gives the page a picture as if it were pasted or dropped, with zeros behind it up to `size` bytes. */
async function give(page: Page, kind: 'paste' | 'drop', data: string, size = 0): Promise<void> {
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(data)}), (one) => one.charCodeAt(0));
    const zeros = new Uint8Array(Math.max(0, ${size} - bytes.length));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes, zeros], 'given.jpg', { type: 'image/jpeg' }));
    const target = document.querySelector('#composer');
    target.dispatchEvent(${kind === 'paste' ? "new ClipboardEvent('paste', { bubbles: true, clipboardData: transfer })" : "new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer })"});
  })()`);
}
