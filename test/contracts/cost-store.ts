import type { CallEnd } from '../../src/core/ports/cost-store.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CostCell, CostScope } from '../../src/core/domain/cost-report.ts';
import type { Generation, Pair } from '../../src/core/domain/pair.ts';
import type { Price } from '../../src/core/domain/price.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { beginCall, storeGeneration, storePair } from '../storage/sample-rows.ts';
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
      const modelId = more.modelId ?? 'gpt';
      const spec = { ...aGeneration(id).spec, modelId, price };
      storeGeneration(store, `p-${id}`, id, { ...RUNNING, spec, ...more.generation });
      beginCall(store, { id, pairId: `p-${id}`, modelId, at });
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
      const ana = { personId: 'web:ana', personName: 'ana' };
      const common = { day: '2026-11-24', purpose: 'image', ...ana, unknown: 0 };
      expect(store.costs.cells(0, null)).toEqual([
        { ...common, modelId: 'gpt', outcome: 'image', calls: 2, usd: 0.75 },
        { ...common, modelId: 'gpt', outcome: 'safety_block', calls: 1, usd: 0.125 },
        { ...common, modelId: 'other', outcome: 'image', calls: 1, usd: 1 },
      ]);
    });

    it('tells apart what the calls of one model were made for', () => {
      called({ end: image(0.5) });
      const judge = { pairId: 'p-g1', generationId: 'g1', purpose: 'judge' } as const;
      for (const id of ['c1', 'c2']) {
        beginCall(store, { ...judge, id });
        store.calls.end(id, { outcome: 'timeout', costUsd: 0.125 }, NOW);
      }
      store.calls.begin({ ...judge, id: 'c3', provider: 'openai', modelId: 'gpt' }, NOW);
      store.calls.end('c3', { outcome: 'image', costUsd: 1 }, NOW);
      expect(store.costs.cells(0, null)).toMatchObject([
        { purpose: 'image', outcome: 'image', calls: 1, usd: 0.5 },
        { purpose: 'judge', outcome: 'image', calls: 1, usd: 1 },
        { purpose: 'judge', outcome: 'timeout', calls: 2, usd: 0.25 },
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

    it('takes neither a text model’s call nor another model’s for free with the generation’s model', () => {
      const free = { end: image(0), price: { image: 0, tokens: null } };
      called(free);
      const [pairId, generationId] = ['p-g1', 'g1'];
      beginCall(store, { id: 'c1', pairId, generationId, purpose: 'judge' });
      beginCall(store, { id: 'c2', pairId, generationId, modelId: 'other' });
      store.calls.end('c1', { outcome: 'timeout', costUsd: null }, NOW);
      store.calls.end('c2', { outcome: 'timeout', costUsd: null }, NOW);
      expect(sums(store.costs.cells(0, null))).toEqual([
        [1, 0, 0],
        [1, 1, null],
        [1, 1, null],
      ]);
    });

    it('counts a call for a pair that has no generation yet for who asked, where they asked', () => {
      storePair(store, 'p1');
      const call = { pairId: 'p1', generationId: null, purpose: 'classification' } as const;
      for (const id of ['c1', 'c2', 'c3']) beginCall(store, { ...call, id });
      store.calls.end('c1', { outcome: 'answered', costUsd: 0.25 }, NOW);
      store.calls.end('c2', { outcome: 'dropped', costUsd: 0.5 }, NOW);
      const common = { modelId: 'gpt', personId: 'web:ana', personName: 'ana' };
      expect(store.costs.cells(0, WEB)).toMatchObject([
        { ...common, purpose: 'classification', outcome: 'answered', calls: 1, usd: 0.25 },
        { ...common, outcome: 'dropped', calls: 1, usd: 0.5 },
        { ...common, outcome: 'running', calls: 1, usd: null },
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
      storePair(store, 'p1');
      const none = { id: 'none', pairId: 'p1' };
      expect(() => beginCall(store, none)).toThrow('no generation');
      const nothing = { ...none, pairId: 'p2', generationId: null };
      expect(() => beginCall(store, nothing)).toThrow('no pair');
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
