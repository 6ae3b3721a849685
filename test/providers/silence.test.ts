import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { capitalized } from '../../src/core/base/text.ts';
import { words } from '../../src/core/words/words.ts';
import { ended } from '../web/hub.ts';
import { labelsOf, type VendorHub, vendorHub } from './vendor-hub.ts';

let at: VendorHub;
beforeAll(async () => {
  at = await vendorHub({ PROVIDER_TIMEOUT_MS: '1500', WORKER_CONCURRENCY: '6' });
});
afterAll(() => at.close());
beforeEach(() => at.calm());

it.each(['never', 'slow_headers', 'stalled_body'] as const)(
  'vendors that answer with %s are let go in time, and their sides time out',
  async (ending) => {
    for (const name of VENDOR_NAMES) at.vendors[name].end(ending);
    const before = VENDOR_NAMES.map((name) => at.vendors[name].calls.length);
    const ids: string[] = [];
    // Nobody has more than two pairs running.
    for (const name of VENDOR_NAMES) ids.push(await at.ask(name, `fan-of-${name}`));
    const pairs = await Promise.all(ids.map((id) => ended(at.hub.url, id)));

    for (const { A, B } of pairs.map(({ sides }) => sides)) {
      for (const side of [A, B]) {
        const sentence = words('en').error_timeout();
        expect(side).toMatchObject({ state: 'timed_out', error: { kind: 'timeout', sentence } });
        const card = await at.card(side.message_id);
        expect(card.lines).toEqual([
          { text: capitalized(sentence) },
          { text: 'Nothing was charged.' },
        ]);
        expect(labelsOf(card)).toEqual(['Retry', 'Edit…', 'Details']);
        const ledger = at.store.calls.of(side.generation);
        expect(ledger).toEqual([{ outcome: 'timeout', costUsd: null }]);
      }
    }
    for (const [n, name] of VENDOR_NAMES.entries()) {
      const calls = at.vendors[name].calls.slice(before[n]);
      expect(calls).toHaveLength(2);
      await Promise.all(calls.map(({ gone }) => gone));
    }
  },
);
