import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { block } from '../../src/cli/access.ts';
import { call } from '../web/hub.ts';
import { expectText, generate, toastOf } from './page-acts.ts';
import { webDriver, type WebDriver } from './web-driver.ts';

let driver: WebDriver | undefined;
afterEach(async () => {
  await driver?.close();
  driver = undefined;
});

async function start(env: Record<string, string> = {}): Promise<WebDriver> {
  driver = await webDriver(env);
  return driver;
}

const headerOf = (page: Page, prompt: string) =>
  page.locator('article.header', { has: page.locator('q', { hasText: prompt }) });

describe('many tabs of one browser', () => {
  it('share one stream: all eight load, act and hear, also when the first of them is closed', async () => {
    const at = await start();
    const first = await at.open('you');
    const tabs = [first];
    for (let n = 1; n < 8; n += 1) {
      const tab = await first.context().newPage();
      await tab.goto(at.hub.url);
      await tab.locator('.message').first().waitFor();
      tabs.push(tab);
    }
    await generate(first, 'for eight tabs');
    for (const tab of tabs) await headerOf(tab, 'for eight tabs').waitFor();
    // A browser freezes tabs in the background.
    const debug = await first.context().newCDPSession(first);
    await debug.send('Page.setWebLifecycleState', { state: 'frozen' });
    await generate(tabs[1] ?? first, 'while one is frozen');
    await headerOf(tabs[7] ?? first, 'while one is frozen').waitFor();
    await debug.send('Page.setWebLifecycleState', { state: 'active' });
    await headerOf(first, 'while one is frozen').waitFor();
    await first.close();
    const [, second, ...others] = tabs;
    if (second === undefined) throw new Error('there is no second tab');
    await generate(second, 'without the first');
    for (const tab of others) await headerOf(tab, 'without the first').waitFor();
    expect(at.complaints).toEqual([]);
  });

  it('of a browser without shared workers keep a stream only while somebody looks', async () => {
    const at = await start();
    const page = await at.open('you');
    const streams: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/events')) streams.push(request.url());
    });
    await page.addInitScript('delete globalThis.SharedWorker');
    await page.reload();
    await page.locator('.message').first().waitFor();
    await look(page, false);
    const { json } = await call(at.hub.url, '/api/generate', { body: { prompt: 'while away' } });
    expect(json.batch_id).toBeDefined();
    await look(page, true);
    await headerOf(page, 'while away').waitFor();
    expect(streams).toHaveLength(2);
  });
});

/** Turns the tab away, or back to the person. */
async function look(page: Page, looks: boolean): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${!looks}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
}

describe('an open page', () => {
  it('starts anew when the hub comes back with another database', async () => {
    const at = await start();
    const page = await at.open('you');
    await generate(page, 'of the old database');
    const again = await at.hub.restart(async () => {
      await page.locator('.lost').waitFor();
      for (const one of await readdir(at.hub.home)) {
        await rm(join(at.hub.home, one), { recursive: true, force: true });
      }
    });
    await page.locator('.lost').waitFor({ state: 'detached' });
    await headerOf(page, 'of the old database').waitFor({ state: 'detached' });
    const { json } = await call(again.url, '/api/generate', { body: { prompt: 'of the new one' } });
    expect(json.batch_id).toBeDefined();
    await headerOf(page, 'of the new one').waitFor();
    await again.close();
  });

  it('of somebody who is blocked says so at once, and shows nothing more', async () => {
    const at = await start();
    const page = await at.open('ana');
    block('web:ana', 'spam', { DIPTYCH_HOME: at.hub.home });
    await expectText(toastOf(page), 'an admin has blocked this account');
    const ben = await at.open('ben');
    await generate(ben, 'unseen by ana');
    expect(await headerOf(page, 'unseen by ana').count()).toBe(0);
  });

  it('of a hub with a token is signed out in every tab at once', async () => {
    const token = 'a-token-of-some-length';
    const { hub, browser } = await start({ API_TOKEN: token });
    const context = await browser.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await one.goto(hub.url);
    await one.locator('.sign-in input').fill(token);
    await one.locator('.sign-in button').click();
    await one.locator('article', { hasText: 'Welcome to Diptych' }).waitFor();
    await two.goto(hub.url);
    await two.locator('article', { hasText: 'Welcome to Diptych' }).waitFor();
    await one.locator('.bar button', { hasText: 'Sign out' }).click();
    await one.locator('.sign-in').waitFor();
    await two.locator('.sign-in').waitFor();
  });
});
