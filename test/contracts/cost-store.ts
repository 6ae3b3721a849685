import type { CallEnd } from '../../src/core/ports/cost-store.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CostCell, CostScope } from '../../src/core/domain/cost-report.ts';
import type { Generation, Pair } from '../../src/core/domain/pair.ts';
import type { Price } from '../../src/core/domain/price.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aCaller, aGeneration, NOW, RUNNING } from '../values.ts';

const DAY = 86_400_000;
const MIDNIGHT = Date.UTC(2026, 10, 24);
const WEB: CostScope = { surface: 'web', workspace: 'web' };
const PAID: Price = { image: 0.04, tokens: null };

interface Called {
  readonly at?: number;
  readonly end?: CallEnd;
  readonly modelId?: string;
  readonly price?: Price;
  readonly pair?: Partial<Pair>;
  readonly generation?: Partial<Generation>;
}

/** What a store’s sums over its ledger must do. */
export function costStoreContract(name: string, make: () => Store): void {
  describe(`${name}, as the store of costs`, () => {
    let store: Store;
    let count: number;
    beforeEach(() => {
      store = make();
      count = 0;
    });
    /** A call that ended so; one without an end is still running. */
    const called = ({ at = NOW, end, price = PAID, ...more }: Called = {}) => {
      const id = `g${(count += 1)}`;
      storePair(store, `p-${id}`, more.pair);
      const spec = { ...aGeneration(id).spec, price };
      storeGeneration(store, `p-${id}`, id, { ...RUNNING, spec, ...more.generation });
      store.calls.begin(id, 'openai', more.modelId ?? 'gpt', at);
      if (end !== undefined) store.calls.end(id, end, at + 5_000);
    };
    const image = (costUsd: number | null): CallEnd => ({ outcome: 'image', costUsd });
    const sums = (cells: readonly CostCell[]) =>
      cells.map(({ calls, unknown, usd }) => [calls, unknown, usd]);

    it('adds up the calls of one day, model, person and outcome', () => {
      called({ end: image(0.5) });
      called({ end: image(0.25) });
      called({ end: image(1), modelId: 'other' });
      called({ end: { outcome: 'safety_block', costUsd: 0.125 } });
      const common = { day: '2026-11-24', personId: 'web:ana', personName: 'ana', unknown: 0 };
      expect(store.costs.cells(0, null)).toEqual([
        { ...common, modelId: 'gpt', outcome: 'image', calls: 2, usd: 0.75 },
        { ...common, modelId: 'gpt', outcome: 'safety_block', calls: 1, usd: 0.125 },
        { ...common, modelId: 'other', outcome: 'image', calls: 1, usd: 1 },
      ]);
    });

    it('counts unknown costs beside the known ones, and never adds them as 0', () => {
      called({ end: image(null) });
      expect(sums(store.costs.cells(0, null))).toEqual([[1, 1, null]]);
      called({ end: image(0.5) });
      expect(sums(store.costs.cells(0, null))).toEqual([[2, 1, 0.5]]);
    });

    it('knows that a call of a free model cost nothing, whatever it told; paid tokens are not free', () => {
      const tokens = { textIn: 1, imageIn: 1, textOut: 1, imageOut: 1 };
      const end = { outcome: 'timeout', costUsd: null } as const;
      called({ end, price: { image: 0, tokens: null } });
      called({ end, price: { image: 0, tokens }, modelId: 'tokens' });
      called({ end, price: { image: null, tokens: null }, modelId: 'unpriced' });
      expect(sums(store.costs.cells(0, null))).toEqual([
        [1, 0, 0],
        [1, 1, null],
        [1, 1, null],
      ]);
    });

    it('tells what was cancelled from what came too late, and what still runs', () => {
      const end = { outcome: 'dropped', costUsd: 0.5 } as const;
      called({ end });
      called({ end, generation: { state: 'cancelled', endedAt: NOW + 9_000 } });
      called();
      const outcomes = store.costs.cells(0, null).map((one) => one.outcome);
      expect(outcomes).toEqual(['cancelled', 'dropped', 'running']);
    });

    it('begins no call for a generation that is not there', () => {
      expect(() => store.calls.begin('none', 'openai', 'gpt', NOW)).toThrow('no generation');
      expect(store.costs.cells(0, null)).toEqual([]);
    });

    it('cuts days at midnight of UTC, newest first, and begins where it is told to', () => {
      for (const at of [MIDNIGHT - DAY, MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + DAY - 1]) {
        called({ at, end: image(1) });
      }
      const days = (since: number) =>
        store.costs.cells(since, null).map((one) => [one.day, one.calls]);
      expect(days(0)).toEqual([
        ['2026-11-24', 2],
        ['2026-11-23', 2],
      ]);
      expect(days(MIDNIGHT)).toEqual([['2026-11-24', 2]]);
      expect(days(MIDNIGHT + DAY)).toEqual([]);
    });

    it('gives a workspace its own calls only', () => {
      const place = { surface: 'discord', workspace: 'guild', channel: 'c', thread: null } as const;
      called({ end: image(1) });
      called({ end: image(2), pair: { place } });
      called({ end: image(4), pair: { place: { ...place, workspace: 'other' } } });
      // A workspace of another chat may have the same name.
      called({ end: image(8), pair: { place: { ...place, workspace: 'web' } } });
      expect(sums(store.costs.cells(0, WEB))).toEqual([[1, 0, 1]]);
      expect(sums(store.costs.cells(0, place))).toEqual([[1, 0, 2]]);
      expect(sums(store.costs.cells(0, null))).toEqual([[4, 0, 15]]);
    });

    it('counts a call for who ran it, by the name they have now', () => {
      const ben = aCaller('ben');
      called({ end: image(1), generation: { by: ben.person } });
      store.access.seen({ ...ben, person: { ...ben.person, name: 'Ben B.' } }, NOW);
      expect(store.costs.cells(0, null)).toMatchObject([
        { personId: 'web:ben', personName: 'Ben B.' },
      ]);
    });
  });
}
