import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { webDriver, type WebDriver } from '../journeys/web-driver.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended } from '../web/hub.ts';

/** More than two pages of twenty. */
const PAIRS = 42;

let driver: WebDriver;
/** The message of side A of the first pair. */
let oldest: string;
beforeAll(async () => {
  driver = await webDriver();
  const ids: string[] = [];
  // At most ten of a person may wait.
  for (let n = 0; n < PAIRS; n += 1) {
    const headers = { 'X-Diptych-User': `person-${n % 6}` };
    const asked = await call(driver.hub.url, '/api/generate', {
      headers,
      body: { prompt: `pair number ${n} of many` },
    });
    ids.push(asked.json.batch_id);
    if (n % 6 === 5) await Promise.all(ids.slice(-6).map((id) => ended(driver.hub.url, id)));
  }
  const [first] = await Promise.all(ids.map((id) => ended(driver.hub.url, id)));
  oldest = first.sides.A.message_id;
  // The newest message is of the oldest pair.
  const press = { id: `1:reroll:${first.sides.B.generation}` };
  await call(driver.hub.url, '/api/press', {
    headers: { 'X-Diptych-User': 'person-0' },
    body: press,
  });
  await ended(driver.hub.url, ids[0] ?? '');
});
afterEach(() => driver.closePages());
afterAll(() => driver.close());

const pairsOn = (page: Page) => page.locator('article.pair').count();

/** The first pair that is to be seen, and where. */
function firstInView(page: Page): Promise<{ readonly id: string; readonly top: number }> {
  return page.evaluate(`(() => {
    const first = [...document.querySelectorAll('article.pair')].find(
      (one) => one.getBoundingClientRect().bottom > 0,
    );
    return { id: first.id, top: first.getBoundingClientRect().top };
  })()`);
}

const topOf = (page: Page, id: string) =>
  page.locator(`[id="${id}"]`).evaluate((one) => one.getBoundingClientRect().top);

describe('older pairs', () => {
  it('come by whole pairs, and what somebody looks at stays where it is', async () => {
    const page = await driver.open('you');
    expect(await pairsOn(page)).toBe(20);
    await page.evaluate('scrollTo(0, 0)');
    const before = await firstInView(page);
    await page.locator('.older').evaluate((one) => Reflect.get(one, 'click').call(one));
    await vi.waitFor(async () => expect(await pairsOn(page)).toBe(40), PATIENT);
    await vi.waitFor(async () => {
      expect(Math.abs((await topOf(page, before.id)) - before.top)).toBeLessThanOrEqual(4);
    }, PATIENT);
    expect(await page.locator('.slot img').count()).toBe(80);
  });
});

describe('a link to a message', () => {
  it('loads its pair with those around it, and shows it; newer ones follow on demand', async () => {
    const page = await driver.open('you');
    expect(await page.locator(`#m-${oldest}`).count()).toBe(0);
    await page.goto(`${driver.hub.url}/#m-${oldest}`);
    await page.locator(`#m-${oldest}`).waitFor();
    await vi.waitFor(async () => {
      const top = await topOf(page, `m-${oldest}`);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(400);
    }, PATIENT);
    expect(await page.evaluate('document.activeElement.id')).toBe(`m-${oldest}`);
    const few = await pairsOn(page);
    expect(few).toBeLessThanOrEqual(21);
    await page.locator('.newer').click();
    await vi.waitFor(async () => expect(await pairsOn(page)).toBe(few + 20), PATIENT);
  });

  it('of a page that does not reach to the newest shows no new pair beside an old one', async () => {
    const page = await driver.open('you');
    await page.goto(`${driver.hub.url}/#m-${oldest}`);
    await page.locator('.newer').waitFor();
    const few = await pairsOn(page);
    await ended(driver.hub.url, await ask(driver.hub.url, 'a pair of later'));
    const heard = page.waitForResponse((one) => one.url().includes('after='));
    await page.locator('.newer').click();
    await heard;
    await vi.waitFor(async () => expect(await pairsOn(page)).toBe(few + 20), PATIENT);
    expect(await page.locator('article.pair', { hasText: 'a pair of later' }).count()).toBe(0);
  });
});

describe('what comes while a page of the chat is on its way', () => {
  /** Answers the page's next question of this kind as it was before `meanwhile`, which the page has heard of by then. Resolves with that. */
  async function overtaken(page: Page, asked: string, meanwhile: () => Promise<unknown>) {
    const answered = Promise.withResolvers<void>();
    await page.route(
      (url) => url.pathname === '/api/messages' && url.searchParams.has(asked),
      async (route) => {
        const response = await route.fetch();
        await meanwhile();
        const last = `a pair after ${asked}`;
        await ended(driver.hub.url, await ask(driver.hub.url, last));
        await page.locator('article.pair', { hasText: last }).waitFor();
        await route.fulfill({ response });
        answered.resolve();
      },
      { times: 1 },
    );
    return { answered: answered.promise };
  }
  const react = (present: boolean) =>
    call(driver.hub.url, '/api/reactions', {
      headers: { 'X-Diptych-User': 'person-1' },
      body: { message_id: oldest, emoji: '🎈', present },
    });

  it('is shown on the pair of a link', async () => {
    const page = await driver.open('you');
    const { answered } = await overtaken(page, 'around', () => react(true));
    await page.goto(`${driver.hub.url}/#m-${oldest}`);
    await answered;
    await page.locator(`#m-${oldest}`, { hasText: '🎈' }).waitFor();
  });

  it('is shown on older pairs', async () => {
    const page = await driver.open('you');
    const older = page.locator('.older');
    const click = () => older.evaluate((one) => Reflect.get(one, 'click').call(one));
    await click();
    await vi.waitFor(async () => expect(await pairsOn(page)).toBe(40), PATIENT);
    const { answered } = await overtaken(page, 'before', () => react(false));
    await click();
    await answered;
    await page.locator(`#m-${oldest}`).waitFor();
    await expect
      .poll(() => page.locator(`#m-${oldest}`, { hasText: '🎈' }).count(), PATIENT)
      .toBe(0);
  });
});

describe('a pair', () => {
  it('gives away its link, its prompt and both of its pictures', async () => {
    const page = await driver.open('you', { permissions: ['clipboard-read', 'clipboard-write'] });
    const pair = page.locator('article.pair').last();
    const id = await pair.getAttribute('id');
    const prompt = await pair.locator('q').innerText();
    const take = async (name: string) => {
      await pair.locator('.pair-more').click();
      await pair.getByRole('button', { name }).click();
    };
    const copied = () => page.evaluate('navigator.clipboard.readText()');
    await take('Copy link');
    await expect.poll(copied, PATIENT).toBe(`${driver.hub.url}/#${id}`);
    await take('Copy prompt');
    await expect.poll(copied, PATIENT).toBe(prompt);
    await take('Use again');
    expect(await page.locator('#composer').inputValue()).toBe(prompt);
    const downloads: string[] = [];
    page.on('download', (one) => downloads.push(one.suggestedFilename()));
    await take('Download both');
    await expect
      .poll(() => downloads.toSorted().map((one) => one.slice(-6)), PATIENT)
      .toEqual(['A1.png', 'B1.png']);
  });

  it('that comes while one looks further up is counted, also in the tab’s title', async () => {
    const page = await driver.open('you');
    // Again, when the page follows the chat once more before it knows of the scrolling.
    await vi.waitFor(async () => {
      await page.evaluate('scrollTo(0, 0)');
      expect(await page.locator('.newest').isVisible()).toBe(true);
    }, PATIENT);
    await call(driver.hub.url, '/api/generate', {
      headers: { 'X-Diptych-User': 'ben' },
      body: { prompt: 'a pair further down' },
    });
    await expect.poll(() => page.title(), PATIENT).toBe('(1) Diptych');
    expect((await page.locator('.newest').innerText()).trim()).toBe('1 new');
    await page.locator('.newest').click();
    await expect.poll(() => page.title(), PATIENT).toBe('Diptych');
  });
});

describe('one’s own new pair is shown', () => {
  const shown = (page: Page, prompt: string) =>
    expect
      .poll(async () => {
        const own = page.locator('article.pair', { hasText: prompt });
        if ((await own.count()) === 0) return 'not there';
        const { y = 0, height = 0 } = (await own.boundingBox()) ?? {};
        const bottom = (await page.locator('.composer').boundingBox())?.y ?? 0;
        return y + height <= bottom && y > 0 ? 'in view' : `${y} + ${height} over ${bottom}`;
      }, PATIENT)
      .toBe('in view');

  it('to who looks further up, and asks elsewhere', async () => {
    const page = await driver.open('you');
    await page.evaluate('scrollTo(0, 0)');
    await page.locator('.newest').waitFor();
    await ask(driver.hub.url, 'a pair from another tab');
    await shown(page, 'a pair from another tab');
  });

  it('to who has followed a link to what is long ago, behind a prompt of many lines', async () => {
    const page = await driver.open('you', { viewport: { width: 1280, height: 800 } });
    await page.goto(`${driver.hub.url}/#m-${oldest}`);
    await page.locator('.newer').waitFor();
    await page
      .locator('#composer')
      .fill(`a pair of now ${'that is told of at length '.repeat(15)}`);
    await page.locator('#composer').press('Enter');
    await shown(page, 'a pair of now');
    expect(await page.locator('.newer').count()).toBe(0);
  });

  it('with an image that was made while the newest messages were on their way', async () => {
    const page = await driver.open('you');
    await page.goto(`${driver.hub.url}/#m-${oldest}`);
    await page.locator('.newer').waitFor();
    const made = async () => {
      const { pairs } = (await call(driver.hub.url, '/api/history?q=meanwhile')).json;
      return [pairs[0]?.side_a_state, pairs[0]?.side_b_state];
    };
    await page.route(
      (url) => url.pathname === '/api/messages' && url.searchParams.size === 1,
      async (route) => {
        const response = await route.fetch();
        await expect.poll(made, PATIENT).toEqual(['succeeded', 'succeeded']);
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await page.locator('#composer').fill('a pair made meanwhile #slow-a');
    await page.locator('#composer').press('Enter');
    const pair = page.locator('article.pair', { hasText: 'a pair made meanwhile' });
    await pair.locator('.slot.image').nth(1).waitFor();
  });
});

it('the composer is one key away for who goes by keyboard', async () => {
  const page = await driver.open('you');
  await page.locator('.skip').focus();
  expect(await page.locator('.skip').boundingBox()).toMatchObject({ x: 8, y: 8 });
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('composer');
});
