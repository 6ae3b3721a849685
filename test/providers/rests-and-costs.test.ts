import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { FAILURES_TO_REST } from '../../src/core/line/provider-rest.ts';
import { type Answer, call } from '../web/hub.ts';
import { labelsOf, textOf, type VendorHub, vendorHub } from './vendor-hub.ts';

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
    const waiting = await cardSaying(message, `${displayName()} asked us to wait`);
    expect(labelsOf(waiting)).toEqual(['Cancel', 'Details']);
    expect(calls()).toBe(before);
    await at.press(message, 'Cancel');
    await cardSaying(message, 'Tried again: A · 2nd');
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

  it('has its price of an image in Details, and none where a failure told none', async () => {
    const made = await at.pair(name);
    for (const side of [made.sides.A, made.sides.B]) {
      const [, dollars] = /^Provider cost: \$(\d+\.\d{4})$/m.exec(await details(side)) ?? [];
      expect(Number(dollars)).toBeGreaterThan(0);
      expect(at.store.calls.of(side.generation)).toMatchObject([{ outcome: 'image' }]);
    }
    at.vendors[name].end('server_error');
    const failed = await at.pair(name);
    expect(await details(failed.sides.A)).toContain('Provider cost: unknown');
  });
});
