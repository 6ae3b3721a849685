import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PATIENT } from '../patient.ts';
import { findProgram } from '../setup/services.ts';
import { drawerOf, toastOf } from './page-acts.ts';
import { runHub, type RunningHub } from '../web/hub.ts';
import type { Driver, Seat, Seen } from './driver.ts';
import { setQuota } from './quota.ts';
import { bringUp, messagesOn } from './web-sight.ts';

/** Debian's Chromium, quiet and without a network of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    timeout: PATIENT.timeout,
    executablePath: findProgram('chromium') ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface WebDriver extends Driver {
  readonly hub: RunningHub;
  readonly browser: Browser;
  /** A page of a person of its own, for what only the web has. */
  open(name: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  /** Closes every page: one left open goes on following the chat, and draws all that later tests make. */
  closePages(): Promise<void>;
  /** What the pages complained of: scripts that broke, requests that left, policies that stopped something. */
  readonly complaints: readonly string[];
}

/** The web chat in a real Chromium over a real hub. */
export async function webDriver(env: Record<string, string> = {}): Promise<WebDriver> {
  const hub = await runHub(env);
  const browser = await launchChromium();
  const seats = new Map<string, Promise<Seat>>();
  const contexts: BrowserContext[] = [];
  const closePages = async () => {
    for (const context of contexts.splice(0)) await context.close();
    seats.clear();
  };
  const complaints: string[] = [];

  const open: WebDriver['open'] = async (name, options = {}) => {
    const context = await browser.newContext({ locale: 'en-US', ...options });
    contexts.push(context);
    context.setDefaultTimeout(PATIENT.timeout);
    await context.addCookies([
      { name: 'X-Diptych-User', value: encodeURIComponent(name), url: hub.url, sameSite: 'Strict' },
    ]);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // A refusal is an answer like others here; browsers log it as an error all the same.
      const refusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refusal) complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const own = request.url().startsWith(hub.url) || request.url().startsWith('blob:');
      if (!own) complaints.push(`left the hub: ${request.url()}`);
    });
    await page.goto(hub.url);
    await page.locator('.message').first().waitFor();
    return page;
  };

  return {
    hub,
    browser,
    open,
    closePages,
    complaints,
    seat: (name) => {
      const known = seats.get(name) ?? open(name).then((page) => new WebSeat(page));
      seats.set(name, known);
      return known;
    },
    setQuota: (credits) => setQuota(hub.home, credits),
    close: async () => {
      await closePages();
      await browser.close();
      await hub.close();
    },
  };
}

class WebSeat implements Seat {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async say(line: string): Promise<void> {
    await this.#closeHistory();
    const box = this.#page.locator('#composer');
    await box.fill(line);
    await box.press('Enter');
    // A refused line stays in the composer: the answer has come when sending is possible again.
    await this.#page.locator('.composer button.primary:enabled').waitFor();
  }

  messages(): Promise<readonly Seen[]> {
    return messagesOn(this.#page);
  }

  async press(message: Seen, label: string): Promise<void> {
    const id = message.buttons.find((one) => one.label === label)?.id;
    if (id === undefined) throw new Error(`there was no ${label} on ${message.id}`);
    await this.#closeDrawer();
    await bringUp(this.#page, message.id);
    const place = this.#page.locator(`#${message.id}`);
    const button = place.locator(`button[data-id="${id}"]:not(.narrow *)`).first();
    if ((await button.count()) > 0) {
      // What is behind "⋯" is there once the menu is open.
      if (!(await button.isVisible())) await place.locator('.dots').click();
      // One that looks disabled says why when it is pressed. Any other is waited for until nothing lies over it.
      const looksDisabled = (await button.getAttribute('aria-disabled')) === 'true';
      return button.click({ force: looksDisabled });
    }
    // The button has gone since it was seen: another one on the page stands in for it, as on a slow client.
    const other = this.#page.locator('.pair-details').first();
    await this.#page.route(
      '**/api/press',
      (route) => route.continue({ postData: JSON.stringify({ id }) }),
      {
        times: 1,
      },
    );
    await other.click();
  }

  /** Nobody asks whether the person is sure: for ten seconds it can be undone. */
  async remove(message: Seen): Promise<void> {
    await this.press(message, 'Delete');
  }

  async answer(values: Readonly<Record<string, string>>): Promise<void> {
    const dialog = drawerOf(this.#page).locator('form');
    await dialog.waitFor();
    for (const [name, value] of Object.entries(values)) {
      const field = dialog.locator(`[name="${name}"]`);
      const isSelect = (await field.evaluate((element) => element.tagName)) === 'SELECT';
      await (isSelect ? field.selectOption(value) : field.fill(value));
    }
    await dialog.locator('button.primary').click();
    await dialog.waitFor({ state: 'detached' });
  }

  async told(): Promise<string> {
    const toasts = await toastOf(this.#page).allInnerTexts();
    const pages = await drawerOf(this.#page).allInnerTexts();
    const history = await this.#page.locator('.history').allInnerTexts();
    return [...pages, ...toasts, ...history].at(-1) ?? '';
  }

  /** It lies over all. */
  async #closeHistory(): Promise<void> {
    const history = this.#page.locator('.history');
    if (!(await history.isVisible())) return;
    await history.locator('.close').click();
    await history.waitFor({ state: 'detached' });
  }

  /** It may lie over what is pressed next. */
  async #closeDrawer(): Promise<void> {
    await this.#closeHistory();
    const drawer = drawerOf(this.#page);
    if (!(await drawer.isVisible())) return;
    await drawer.locator('.close').click();
    await drawer.waitFor({ state: 'detached' });
  }

  async pressTold(label: string): Promise<void> {
    const card = drawerOf(this.#page);
    await card.locator('button[data-id]', { hasText: label }).click();
  }

  async choose(label: string): Promise<void> {
    const card = drawerOf(this.#page);
    const option = card.locator('option', { hasText: label }).first();
    const id = (await option.getAttribute('value')) ?? '';
    await card
      .locator('select', { has: this.#page.locator(`option[value="${id}"]`) })
      .selectOption(id);
  }

  async picturesTold(): Promise<number> {
    const pictures = drawerOf(this.#page).locator('img');
    const widths = await pictures.evaluateAll((all) =>
      all.map((one) => Number(Reflect.get(one, 'naturalWidth'))),
    );
    return widths.filter((width) => width > 0).length;
  }

  async react(message: Seen, emoji: string): Promise<void> {
    await this.#closeDrawer();
    await bringUp(this.#page, message.id);
    const place = this.#page.locator(`#${message.id}`);
    await place.locator('.dots').click();
    await place.locator('.emoji button', { hasText: emoji }).click();
  }

  async unreact(message: Seen, emoji: string): Promise<void> {
    await this.#closeDrawer();
    await this.#page.locator(`#${message.id} .reaction`, { hasText: emoji }).click();
  }

  async reload(): Promise<void> {
    await this.#page.reload();
    await this.#page.locator('.message').first().waitFor();
  }
}
