import { describe, expect, it } from 'vitest';
import { compareTs, type HistoryPage, type Span, tsOf } from '../../src/bots/slack/history.ts';
import { type AskPage, messagesFrom } from '../../src/bots/slack/history-span.ts';

const NOW = Date.UTC(2026, 10, 24, 9);
const ts = (n: number) => tsOf(NOW + n * 1_000);
const PAGE = 20;

/** A channel with so many messages, a second apart, whose pages come newest or oldest first. */
function aChannel(size: number, first: 'newest' | 'oldest') {
  const spans: Span[] = [];
  const ask: AskPage = async (span, cursor): Promise<HistoryPage> => {
    if (cursor === null) spans.push(span);
    const { oldest, latest = '9999999999.000000' } = span;
    const all = Array.from({ length: size }, (_, n) => ts(n)).filter(
      (one) => compareTs(one, oldest) >= 0 && compareTs(one, latest) <= 0,
    );
    if (first === 'newest') all.reverse();
    const from = Number(cursor ?? 0);
    const shown = all
      .slice(from, from + PAGE)
      .map((one) => ({ ts: one, reactions: [], blocks: [] }));
    return {
      messages: shown,
      unread: [],
      isCut: false,
      next: from + PAGE < all.length ? String(from + PAGE) : null,
    };
  };
  return { ask, spans };
}

describe.each(['newest', 'oldest'] as const)('a history that gives the %s first', (first) => {
  it.each([1, 19, 20, 21, 199, 200])('is read whole when it has %i messages', async (size) => {
    const { ask, spans } = aChannel(size, first);
    const read = await messagesFrom(ask, ts(0));
    expect(read.map((one) => one.ts).toSorted(compareTs)).toEqual(
      Array.from({ length: size }, (_, n) => ts(n)),
    );
    expect(spans).toEqual([{ oldest: ts(0) }]);
  });

  it('that is too long is read from the message on, none left out between', async () => {
    const { ask } = aChannel(5_000, first);
    const read = await messagesFrom(ask, ts(100));
    const ids = read.map((one) => one.ts).toSorted(compareTs);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => ts(100 + n)));
  });
});

describe('the time of a message', () => {
  it('is compared by its number, however long it is', () => {
    expect(compareTs('1700000000.000200', '1700000000.000100')).toBeGreaterThan(0);
    expect(compareTs('999999999.000000', '1700000000.000000')).toBeLessThan(0);
    expect(compareTs('1700000000.5', '1700000000.500000')).toBe(0);
    expect(compareTs('no time', '1700000000.000000')).toBeLessThan(0);
  });

  it('is written in seconds with six digits', () => {
    expect(tsOf(1_700_000_000_123)).toBe('1700000000.123000');
    expect(tsOf(-5)).toBe('0.000000');
  });
});
