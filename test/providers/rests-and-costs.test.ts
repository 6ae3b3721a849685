import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { type VendorName, VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { FAILURES_TO_REST } from '../../src/core/line/provider-rest.ts';
import { type Answer, call, ended } from '../web/hub.ts';
import { labelsOf, rowsOf, smallestOf, textOf, type VendorHub, vendorHub } from './vendor-hub.ts';

let at: VendorHub;
beforeAll(async () => {
  at = await vendorHub();
});
afterAll(() => at.close());
beforeEach(() => at.calm());

/** The newest header once it says so. */
const header = (text: string): Promise<Answer['json']> =>
  vi.waitFor(async () => {
    const { messages } = (await call(at.hub.url, '/api/messages')).json;
    const found = messages.findLast((one: Answer['json']) => one.card.kind === 'header');
    expect(textOf(found.card)).toContain(text);
    return found;
  }, PATIENT);
/** A message's card once it says so. */
const cardSaying = (id: string, text: string): Promise<Answer['json']> =>
  vi.waitFor(async () => {
    const card = await at.card(id);
    expect(textOf(card)).toContain(text);
    return card;
  }, PATIENT);
const details = async (side: Answer['json']): Promise<string> =>
  textOf((await at.press(side.message_id, 'Details')).card);

/** Whether the vendor says that its rate limit is one model's. */
const SAYS_WHICH: Readonly<Record<VendorName, boolean>> = {
  openai: true,
  gemini: true,
  runware: false,
};

describe.each(VENDOR_NAMES)('%s', (name) => {
  const displayName = () => at.store.providers.get(name).displayName;
  const calls = () => at.vendors[name].calls.length;

  it('over its rate limit says for how long, and a Retry pressed at once waits', async () => {
    at.vendors[name].end('rate_limited');
    const { sides } = await at.pair(name);
    const before = calls();
    const { message_id: message } = sides.A;
    expect(textOf(await at.card(message))).toContain('Retry in 20 s.');
    at.vendors[name].end(null);
    await at.press(message, 'Retry');
    const limit = SAYS_WHICH[name] ? `: ${smallestOf(name).displayName} is at its limit` : ' · ';
    const waiting = await cardSaying(message, `${displayName()} asked us to wait${limit}`);
    expect(labelsOf(waiting)).toEqual(['Cancel', 'Details']);
    expect(calls()).toBe(before);
    await at.press(message, 'Cancel');
    await cardSaying(message, 'Tried again: A · 2nd');
  });

  it('over its rate limit goes on with other models where it says that it is one model’s', async () => {
    at.vendors[name].end('rate_limited');
    await at.pair(name);
    at.vendors[name].end(null);
    const { model } = smallestOf(name);
    // The plan of everybody has no premium models.
    const other = rowsOf(name).find((one) => one.model !== model && one.tier !== 'premium');
    const id = await at.ask(name, 'ben', other?.id);
    if (SAYS_WHICH[name]) {
      const status = await ended(at.hub.url, id);
      expect([status.sides.A.state, status.sides.B.state]).toEqual(['succeeded', 'succeeded']);
    } else {
      const { id: message } = await header(`${displayName()} asked us to wait · `);
      for (const side of ['A', 'B']) await at.press(message, `Cancel ${side}`);
    }
    const resting = at.store.rests.list().filter(({ health }) => health.rests > 0);
    expect(resting.map(({ scope }) => scope)).toEqual([
      { provider: name, purpose: 'image', model: SAYS_WHICH[name] ? model : null },
    ]);
  });

  it('that fails five times is left alone, and the next header says that it rests', async () => {
    at.vendors[name].end('unavailable');
    for (let failed = 0; failed < FAILURES_TO_REST; failed += 2) await at.pair(name);
    const before = calls();
    await at.ask(name);
    const { id, card } = await header(`${displayName()} rests after failing repeatedly`);
    expect(textOf(card)).toMatch(/starts in about \d+ s/);
    for (const side of ['A', 'B']) await at.press(id, `Cancel ${side}`);
    expect(calls()).toBe(before);
  });

  it('has its price of an image in Details, with its tokens kept beside it, and none where a failure told none', async () => {
    const made = await at.pair(name);
    for (const side of [made.sides.A, made.sides.B]) {
      const [, dollars] = /^Provider cost: \$(\d+\.\d{4})$/m.exec(await details(side)) ?? [];
      expect(Number(dollars)).toBeGreaterThan(0);
      const tokens = name === 'runware' ? null : { imageOut: expect.any(Number) };
      expect(at.store.calls.of(side.generation)).toMatchObject([{ outcome: 'image', tokens }]);
    }
    at.vendors[name].end('server_error');
    const failed = await at.pair(name);
    expect(await details(failed.sides.A)).toContain('Provider cost: unknown');
  });
});
