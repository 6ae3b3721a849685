import { setImmediate as settle } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { movedVendor } from '../fakes/vendor/moved.ts';
import { TEXT_ENDINGS } from '../fakes/vendor/text-endings.ts';
import { ENDED_BY_US, TEXT_BECOMES } from './text-endings.ts';
import {
  ANSWER,
  TextModelBench,
  type TextModelUnderTest,
  TOKEN_PRICES,
} from './text-model-bench.ts';

/** How the calls of every text model must end, through its real client over real HTTP. */
export function textEndingsContract(name: string, start: () => Promise<TextModelUnderTest>): void {
  describe(`a call of ${name}`, () => {
    const at = new TextModelBench(start);

    it('an answer that needs more tokens than it may have is cut, and none', async () => {
      at.vendor.texts.next('classification', { value: { ...ANSWER, place: 'x'.repeat(80) } });
      const { failure, costUsd } = await at.failing(
        { maxTokens: 20 },
        at.with({ tokenPrices: TOKEN_PRICES }),
      );
      expect(failure).toEqual({
        kind: 'provider_error',
        detail: 'the answer was cut: it needs more tokens than it may have',
        answered: true,
      });
      expect(costUsd).toBeGreaterThan(0);
    });

    it.each(TEXT_ENDINGS)('%s ends as what it is, after one call', async (ending) => {
      at.vendor.texts.always('classification', { end: ending });
      const asked = at.failing();
      if (ENDED_BY_US.has(ending)) {
        await at.called();
        for (let turn = 0; turn < 50; turn += 1) await settle();
        at.stop.abort();
      }
      const { failure } = await asked;
      const expected = TEXT_BECOMES[ending];
      expect(failure).toMatchObject(expected);
      for (const field of ['stage', 'answered', 'retryAfterMs'] as const) {
        expect(failure[field]).toBe(expected[field]);
      }
      expect(failure.detail).not.toBe('');
      expect(failure.detail.length).toBeLessThanOrEqual(500);
      expect(at.vendor.texts.calls).toHaveLength(1);
      expect(at.vendor.refusals).toEqual([]);
    });

    it.each([
      ['a number outside the choices', { ...ANSWER, ratio: 500 }, 'ratio'],
      ['an unknown choice', { ...ANSWER, category: 'other' }, 'category'],
      ['more than was asked for', { ...ANSWER, side: 'B' }, 'the whole'],
      ['a text that is too long', { ...ANSWER, place: 'x'.repeat(81) }, 'place'],
      ['too many items', { ...ANSWER, people: Array(4).fill(ANSWER.people[0]) }, 'people'],
      ['something missing', { ...ANSWER, place: undefined }, 'place'],
      ['a list of all', [ANSWER], 'the whole'],
    ])('refuses an answer with %s, and says where', async (_what, value, where) => {
      at.vendor.texts.next('classification', { value });
      const { failure, tokens } = await at.failing();
      expect(failure).toMatchObject({ kind: 'provider_error', answered: true });
      expect(failure.detail).toContain(`answered with JSON of another shape (${where}: `);
      expect(tokens?.textOut).toBeGreaterThan(0);
    });

    it.each([
      ['lists in each other', '['.repeat(15_000) + ']'.repeat(15_000)],
      ['objects in each other', '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)],
      ['a prototype', '{"__proto__": {"category": "vivid"}, "constructor": 1}'],
      ['many names', `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ])('refuses %s', async (_what, raw) => {
      at.vendor.texts.next('classification', { raw });
      const { failure } = await at.failing({ maxTokens: 20_000 });
      expect(failure).toMatchObject({ kind: 'provider_error', answered: true });
      expect(failure.detail.length).toBeLessThan(600);
    });

    it('words about safety in JSON that breaks off are no refusal', async () => {
      at.vendor.texts.next('classification', { raw: '{"place": "unsafe content, nsfw' });
      expect((await at.failing()).failure.kind).toBe('provider_error');
    });

    it('a refusal in words that names the key does not', async () => {
      const raw = `I can’t help with that, ${at.vendor.key}.`;
      at.vendor.texts.next('classification', { raw });
      expect((await at.failing()).failure).toEqual({
        kind: 'safety_block',
        detail: 'I can’t help with that, [key].',
      });
    });

    it('reads no more than 2 MB', async () => {
      at.vendor.texts.next('classification', { end: 'flood' });
      const { failure } = await at.failing();
      expect(failure.detail).toBe('answered with more than 2000000 bytes');
    });

    it('is told of a wrong key without a word of it', async () => {
      const key = `${at.vendor.key.slice(0, -4)}wxyz`;
      const error = await at.failing({}, at.under.model({ key }));
      expect(error.failure.kind).toBe('auth');
      expect(inspect(error, { depth: 10 })).not.toContain(key);
    });

    it('nobody there is a matter of the network', async () => {
      await at.vendor.close();
      expect((await at.failing()).failure.kind).toBe('network');
    });

    it('does not follow a redirect', async () => {
      const moved = await movedVendor(307, '{}');
      onTestFinished(() => moved.close());
      const { failure } = await at.failing({}, at.under.model({ url: moved.url }));
      expect(failure.detail).toContain('answered with a redirect');
      expect(moved.elsewhere).toEqual([]);
    });

    it('lets a call go that is given up, and the vendor sees it', async () => {
      at.vendor.texts.always('classification', { end: 'never' });
      const asked = at.failing();
      await at.called();
      at.stop.abort(new Error('cancelled'));
      expect((await asked).failure).toEqual({
        kind: 'timeout',
        detail: 'given up before it was answered',
      });
      await at.vendor.texts.calls[0]?.gone;
    });

    it('does not call when it is given up before', async () => {
      at.stop.abort();
      expect((await at.failing()).failure.kind).toBe('timeout');
      expect(at.vendor.texts.calls).toEqual([]);
    });
  });
}
