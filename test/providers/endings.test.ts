import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type VendorName, VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { failureSentence } from '../../src/core/cards/parts.ts';
import { capitalized } from '../../src/core/base/text.ts';
import { words } from '../../src/core/words/words.ts';
import { BECOMES, BY_CLOCK } from '../contracts/vendor-endings.ts';
import { type EndingName, ENDINGS } from '../fakes/vendor/endings.ts';
import { call } from '../web/hub.ts';
import { labelsOf, type VendorHub, vendorHub, WORDS_OF_BLOCK } from './vendor-hub.ts';

/** Endings that come by themselves, and not by our clock. */
const CASES = ENDINGS.filter((name) => !BY_CLOCK.has(name)).map(
  (name) => [name, BECOMES[name]] as const,
);

/** Failures whose answer says all the same what was used, and so what it cost. */
const PAID: Readonly<Record<VendorName, readonly EndingName[]>> = {
  openai: ['no_image', 'truncated_image', 'declined'],
  gemini: [
    'moderation_input',
    'moderation_output',
    'no_image',
    'truncated_image',
    'text_instead',
    'declined',
  ],
  runware: ['truncated_image', 'text_instead', 'declined'],
};
/** What a vendor's safety system names, besides its words. */
const NAMED: Readonly<Record<VendorName, Partial<Record<EndingName, string>>>> = {
  openai: { moderation_input: 'sexual', moderation_output: 'violence, self-harm' },
  gemini: { moderation_input: 'sexually_explicit', moderation_output: 'image_safety' },
  runware: {},
};
/** Endings by which a vendor limits one model, and how its sentence then begins. */
const LIMITED: Readonly<Record<VendorName, Partial<Record<EndingName, string>>>> = {
  openai: { rate_limited: 'GPT Image 2 is over its rate limit' },
  gemini: {
    rate_limited: 'Nano Banana 2.1 is over its rate limit',
    quota: 'our account at the provider has nothing left for Nano Banana 2.1.',
  },
  runware: {},
};
const HELPED_BY_RETRY = ['rate_limited', 'provider_error', 'network'];
const REFUSALS = ['safety_block', 'invalid_request'];

let at: VendorHub;
beforeAll(async () => {
  at = await vendorHub();
});
afterAll(() => at.close());
beforeEach(() => at.calm());

const credits = async () => {
  const { today, in_flight: inFlight, lifetime } = (await call(at.hub.url, '/api/credits')).json;
  return { today, inFlight, lifetime };
};

describe.each(VENDOR_NAMES)('when %s answers with', (vendor) => {
  it.each(CASES)('%s, both sides say so after one call each, for nothing', async (ending, told) => {
    const { calls } = at.vendors[vendor];
    const before = calls.length;
    at.vendors[vendor].end(ending);
    const status = await at.pair(vendor);

    const { kind } = told;
    const limited = LIMITED[vendor][ending];
    const common = failureSentence({ ...told, detail: '' }, 'en', '');
    const isRefusal = REFUSALS.includes(kind);
    const named = NAMED[vendor][ending];
    const helps = HELPED_BY_RETRY.includes(kind);
    for (const side of [status.sides.A, status.sides.B]) {
      expect(side).toMatchObject({
        state: kind === 'safety_block' ? 'blocked' : 'failed',
        error: { kind },
        retry_available: helps,
      });
      const { sentence } = side.error;
      expect(sentence.startsWith(limited ?? common)).toBe(true);
      const card = await at.card(side.message_id);
      const quoted = { text: words('en').provider_said(side.error.detail), quote: true };
      expect(card.lines).toEqual([
        { text: capitalized(sentence) },
        ...(isRefusal ? [quoted] : []),
        ...(named === undefined ? [] : [{ text: `The safety system names: ${named}` }]),
        { text: 'Nothing was charged.' },
      ]);
      expect(side.error.detail).not.toBe('');
      if (ending === 'moderation_output') {
        expect(side.error.detail).toContain(WORDS_OF_BLOCK[vendor]);
      }
      expect(labelsOf(card)).toEqual([...(helps ? ['Retry'] : []), 'Edit…', 'Details']);
      const ledger = at.store.calls.of(side.generation);
      const isPaid = PAID[vendor].includes(ending);
      expect(ledger).toMatchObject([
        { outcome: kind, costUsd: isPaid ? expect.any(Number) : null },
      ]);
      expect(ledger[0]?.costUsd).not.toBe(0);
    }
    expect(calls.length - before).toBe(2);
    expect(at.vendors[vendor].refusals).toEqual([]);
    expect(await credits()).toEqual({ today: 0, inFlight: 0, lifetime: 0 });
  });
});
