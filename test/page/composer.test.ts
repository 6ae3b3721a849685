import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectText } from '../journeys/page-acts.ts';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import {
  another,
  asksOf,
  attach,
  boxOf,
  chip,
  choose,
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
    const second = await another(page.context(), driver.hub.url);
    expect(await boxOf(second).inputValue()).toBe('');
    await boxOf(second).fill('the second tab');
    await page.reload();
    await eventually(async () => expect(await boxOf(page).inputValue()).toBe('the first tab'));
    await page.close();
    await second.reload();
    await eventually(async () => expect(await boxOf(second).inputValue()).toBe('the second tab'));
    const third = await another(second.context(), driver.hub.url);
    await eventually(async () => expect(await boxOf(third).inputValue()).toBe('the first tab'));
    expect(await third.locator('.attachments img').getAttribute('alt')).toBe('first.png');
  });

  it('survives the crash of its tab', async () => {
    const page = await driver.open('crasher');
    await boxOf(page).fill('written before the crash');
    const context = page.context();
    await page.goto('chrome://crash').catch(() => undefined);
    const next = await another(context, driver.hub.url);
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

it('no script broke, nothing left the hub, no policy was hurt', () => {
  expect(driver.complaints).toEqual([]);
});
