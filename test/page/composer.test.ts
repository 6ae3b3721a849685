import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectText, generate } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let driver: WebDriver;
beforeAll(async () => {
  driver = await webDriver();
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const boxOf = (page: Page) => page.locator('#composer');
const chip = (page: Page, option: string) => page.locator(`#chip-${option}`);
const choice = (page: Page, name: string) =>
  page.locator('.chip-menu').getByRole('option', { name });
const focused = (page: Page) => page.evaluate('document.activeElement?.id ?? ""');
const eventually = (look: () => Promise<void>) => vi.waitFor(look, PATIENT);

/** The bodies of the requests for pairs that the page sends from now on. */
function asksOf(page: Page): Readonly<Record<string, unknown>>[] {
  const bodies: Readonly<Record<string, unknown>>[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/generate') bodies.push(request.postDataJSON());
  });
  return bodies;
}

async function choose(page: Page, option: string, name: string): Promise<void> {
  await chip(page, option).click();
  await choice(page, name).click();
}

async function attach(page: Page, ...names: readonly string[]): Promise<void> {
  const buffer = Buffer.from(await aPicture());
  const files = names.map((name) => ({ name, mimeType: 'image/png', buffer }));
  await page.locator('input[type=file]').setInputFiles(files);
  await page
    .locator('.attachments img')
    .nth(names.length - 1)
    .waitFor();
}

/** Drags a file over the page, as a system does. */
async function dragOver(page: Page, kind: string): Promise<void> {
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'a.png'));
    const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(${JSON.stringify(kind)}, event));
  })()`);
}

async function another(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(driver.hub.url);
  await page.locator('.credits time, .credits span').first().waitFor({ state: 'attached' });
  return page;
}

describe('the cursor', () => {
  it('is in the box of a page that has come', async () => {
    const page = await driver.open('you');
    expect(await focused(page)).toBe('composer');
  });

  it('is left alone on a phone, and where the address names a message', async () => {
    const phone = await driver.open('you', PHONE);
    expect(await focused(phone)).toBe('');
    const page = await driver.open('you');
    await page.goto(`${driver.hub.url}/#m01`);
    await page.reload();
    await page.locator('.message').first().waitFor();
    expect(await focused(page)).toBe('');
  });

  it('goes into the box by a slash from anywhere, which a field takes as a letter', async () => {
    const page = await driver.open('you');
    await page.locator('.message button').first().focus();
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('composer');
    expect(await boxOf(page).inputValue()).toBe('');
    await page.keyboard.press('/');
    expect(await boxOf(page).inputValue()).toBe('/');
  });
});

describe('lines of before', () => {
  it('come back by ↑ in an empty box, and go again by ↓', async () => {
    const page = await driver.open('shell');
    const box = boxOf(page);
    for (const line of ['first of two', 'second of two size:square']) {
      await box.fill(line);
      await box.press('Enter');
      await eventually(async () => expect(await box.inputValue()).toBe(''));
    }
    await page.reload();
    await page.locator('.message').first().waitFor();
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('second of two size:square');
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('first of two');
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    expect(await box.inputValue()).toBe('');
  });
});

describe('a draft', () => {
  it('survives a reload, with its images and options, and is gone when it was sent', async () => {
    const page = await driver.open('drafter');
    await boxOf(page).fill('a heron that is\nnot finished');
    await attach(page, 'one.png', 'two.png');
    await choose(page, 'size', 'portrait');
    const asks = asksOf(page);
    await page.reload();
    await page.locator('.attachments img').nth(1).waitFor();
    await eventually(async () =>
      expect(await boxOf(page).inputValue()).toBe('a heron that is\nnot finished'),
    );
    expect(await chip(page, 'size').innerText()).toContain('portrait');
    await boxOf(page).press('Enter');
    await eventually(async () => expect(await boxOf(page).inputValue()).toBe(''));
    expect(asks[0]).toMatchObject({
      prompt: 'a heron that is\nnot finished',
      size: 'portrait',
      references: [{ name: 'one.png' }, { name: 'two.png' }],
    });
    await page.reload();
    await eventually(async () =>
      expect(await chip(page, 'size').innerText()).toContain('portrait'),
    );
    expect(await boxOf(page).inputValue()).toBe('');
    expect(await page.locator('.attachments img').count()).toBe(0);
  });

  it('is each tab’s own, and a new tab takes over what a closed one has left', async () => {
    const page = await driver.open('tabs');
    await boxOf(page).fill('the first tab');
    await attach(page, 'first.png');
    const second = await another(page.context());
    expect(await boxOf(second).inputValue()).toBe('');
    await boxOf(second).fill('the second tab');
    await page.reload();
    await eventually(async () => expect(await boxOf(page).inputValue()).toBe('the first tab'));
    await page.close();
    await second.reload();
    await eventually(async () => expect(await boxOf(second).inputValue()).toBe('the second tab'));
    const third = await another(second.context());
    await eventually(async () => expect(await boxOf(third).inputValue()).toBe('the first tab'));
    expect(await third.locator('.attachments img').getAttribute('alt')).toBe('first.png');
  });

  it('survives the crash of its tab', async () => {
    const page = await driver.open('crasher');
    await boxOf(page).fill('written before the crash');
    const context = page.context();
    await page.goto('chrome://crash').catch(() => undefined);
    const next = await another(context);
    await eventually(async () =>
      expect(await boxOf(next).inputValue()).toBe('written before the crash'),
    );
  });
});

describe('completion', () => {
  it('is gone through by arrows, taken by Enter and Tab, closed by Escape', async () => {
    const page = await driver.open('you');
    const box = boxOf(page);
    const options = page.locator('.suggestions [role=option]');
    await box.pressSequentially('a cat angle:');
    await options.nth(2).waitFor();
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    const marked = page.locator('.suggestions [aria-selected=true]');
    expect(await marked.innerText()).toBe('Overhead');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'));
    await box.press('Enter');
    expect(await box.inputValue()).toBe('a cat angle:overhead ');
    await box.pressSequentially('si');
    await options.first().waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('a cat angle:overhead size:');
    await options.first().waitFor();
    await box.press('Escape');
    await options.first().waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('composer');
  });

  it('goes in where the cursor is', async () => {
    const page = await driver.open('you');
    await boxOf(page).fill('a cat at night');
    await page.evaluate(`document.querySelector('#composer').setSelectionRange(5, 5)`);
    await boxOf(page).pressSequentially(' tie');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await boxOf(page).press('Tab');
    expect(await boxOf(page).inputValue()).toBe('a cat tier: at night');
  });

  it('sends with Enter when nothing is marked', async () => {
    const page = await driver.open('you');
    await boxOf(page).pressSequentially('/diptych credits');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await boxOf(page).press('Enter');
    await expectText(page.locator('body'), 'Your credits');
    expect(await boxOf(page).inputValue()).toBe('');
  });

  it('neither takes nor sends while a syllable is being written', async () => {
    const page = await driver.open('you');
    const asks = asksOf(page);
    const session = await page.context().newCDPSession(page);
    await boxOf(page).pressSequentially('고양이 angle:');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await session.send('Input.imeSetComposition', {
      text: '로',
      selectionStart: 1,
      selectionEnd: 1,
    });
    for (const key of ['ArrowDown', 'Enter', 'Tab']) {
      await page.evaluate(`document.querySelector('#composer').dispatchEvent(
        new KeyboardEvent('keydown', { key: '${key}', isComposing: true, bubbles: true, cancelable: true }))`);
    }
    expect(await boxOf(page).inputValue()).toBe('고양이 angle:로');
    await session.send('Input.insertText', { text: '로' });
    expect(await boxOf(page).inputValue()).toBe('고양이 angle:로');
    expect(asks).toEqual([]);
  });

  it('of a hub that is gone is silent, and a line that did not reach it stays', async () => {
    const page = await driver.open('you');
    await page.route('**/api/suggest*', (route) => route.abort());
    const failed: string[] = [];
    page.on('requestfailed', (request) => failed.push(request.url()));
    const notices = page.locator('.toast[data-shown], [role=alert]');
    const before = await notices.count();
    await boxOf(page).pressSequentially('a cat tier:basic lens:85');
    await eventually(async () => expect(failed.at(-1)).toContain('typed=85'));
    expect(await notices.count()).toBe(before);
    await page.route('**/api/generate', (route) => route.abort());
    await boxOf(page).press('Enter');
    await expectText(page.locator('body'), 'That did not reach the hub.');
    expect(await boxOf(page).inputValue()).toBe('a cat tier:basic lens:85');
  });
});

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

describe('a word behind a slash that is no command', () => {
  it('is refused at once, and nothing is asked of the hub', async () => {
    const page = await driver.open('you');
    const asks = asksOf(page);
    await boxOf(page).fill('/generat a cat');
    await boxOf(page).press('Enter');
    await expectText(
      page.locator('body'),
      'There is no command “/generat”. Did you mean “/generate”?',
    );
    expect(await boxOf(page).inputValue()).toBe('/generat a cat');
    expect(asks).toEqual([]);
    // The sentence stands where the menus of the chips open.
    await choose(page, 'tier', 'basic');
    expect(await chip(page, 'tier').locator('b').innerText()).toBe('basic');
    await boxOf(page).fill('/diptych credits');
    await boxOf(page).press('Enter');
    await page.locator('.toast[data-shown]').waitFor({ state: 'detached' });
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

describe('the length of a line', () => {
  it('is counted once it comes near to what a prompt may have', async () => {
    const page = await driver.open('you');
    await boxOf(page).fill('a'.repeat(2_000));
    expect(await page.locator('.counted').count()).toBe(0);
    await boxOf(page).fill(`${'a'.repeat(2_600)} size:square`);
    expect(await page.locator('.counted').innerText()).toBe('2,600 / 2,500');
    await boxOf(page).fill('a'.repeat(11_000));
    expect(await page.locator('.counted').innerText()).toBe('11,000 / 12,000');
  });

  it('has new lines by Shift+Enter', async () => {
    const page = await driver.open('you');
    await boxOf(page).pressSequentially('one');
    await boxOf(page).press('Shift+Enter');
    await boxOf(page).pressSequentially('two');
    expect(await boxOf(page).inputValue()).toBe('one\ntwo');
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
        const { violations, wide } = await inspected(page);
        expect([state, violations, wide]).toEqual([state, [], 0]);
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

/** What axe finds, and by how many pixels the page is too wide. */
async function inspected(page: Page) {
  const session = await page.context().newCDPSession(page);
  const { readFile } = await import('node:fs/promises');
  await session.send('Runtime.evaluate', { expression: await readFile(AXE, 'utf8') });
  const found: unknown = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes[0].html))`,
  );
  const wide: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return { violations: found, wide };
}
